import { expect, test } from 'vitest';
import { createLogger } from './logger';
import { normaliseError } from './normalise-error';
import { scrub } from './scrub';

const token = '7123456789:AAExampleLettersAndDigits_0123456789-x';

function capture() {
  const lines: string[] = [];
  const logger = createLogger({ name: 'test', level: 'trace', destination: { write: (line) => lines.push(line) } });
  return { logger, text: () => lines.join('') };
}

test('no line of the logger holds a token, wherever it was put', () => {
  const { logger, text } = capture();
  logger.info({ deep: { url: `https://api.telegram.org/bot${token}/getMe` }, list: [token] }, `token ${token}`);
  logger.child({ bound: token }).error({ err: new Error(`at ${token}`, { cause: new Error(token) }) }, 'failed');
  logger.warn({ authorization: 'Bearer abcdefghijklmnop', key: 'dv_access_0123456789abcdefghij' });
  expect(text()).not.toContain('AAExample');
  expect(text()).not.toContain('abcdefghijklmnop');
  expect(text()).not.toContain('0123456789abcdefghij');
  for (const line of text().trim().split('\n')) JSON.parse(line);
});

test('scrubs encoded tokens, JWTs and passwords in addresses', () => {
  const encoded = scrub(`/bot${token.replace(':', '%3A')}/x eyJhbGciOiJI.eyJzdWIiOiIx.abc postgres://me:pw@host/db`);
  expect(encoded).not.toContain('AAExample');
  expect(encoded).not.toContain('eyJzdWIi');
  expect(encoded).not.toContain('me:pw');
});

test('leaves ordinary text alone', () => {
  const text = '{"time":1763700000000,"msg":"bot_01jd started at 12:30:45","id":123456789}';
  expect(scrub(text)).toBe(text);
});

test('an error is reduced to name, message, code, frames and causes', () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', payload: { text: 'hello' } });
  const error = Object.assign(new Error('Failed query: select 1\nparams: hunter2', { cause }), { input: token });
  const normalised = normaliseError(error);
  expect(normalised.cause).toMatchObject({ name: 'Error', message: 'refused', code: 'ECONNREFUSED' });
  expect(JSON.stringify(normalised)).not.toMatch(/hunter2|hello|AAExample/);
});

test('a chain of causes that never ends is cut', () => {
  const error = new Error('loop');
  error.cause = error;
  expect(() => JSON.stringify(normaliseError(error))).not.toThrow();
});
