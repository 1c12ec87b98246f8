import { expect, test } from 'vitest';
import { createLogger } from './logger';
import { warnSeldom } from './warn-seldom';

test('a trouble that comes without end is told at once and then once a minute, with what was left out', () => {
  const lines: { msg: string; leftOut?: number; err: { message: string } }[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const logger = createLogger({ name: 'test', level: 'warn', destination });
  let nowMs = 0;
  const warn = warnSeldom(logger, 'the queue is away', () => nowMs);
  for (; nowMs < 120_000; nowMs += 500) warn(new Error(`at ${nowMs}`));
  expect(lines.map(({ leftOut, err, msg }) => [msg, err.message, leftOut])).toEqual([
    ['the queue is away', 'at 0', undefined],
    ['the queue is away', 'at 60000', 119],
  ]);
});

test('another failure is told at once, and whose it was', () => {
  const lines: { botId?: string; err: { message: string } }[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const warn = warnSeldom(createLogger({ name: 'test', level: 'warn', destination }), 'unread', () => 0);
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
  warn(new Error('query', { cause: away }), { botId: 'bot_1' });
  warn(new Error('query', { cause: away }), { botId: 'bot_2' });
  warn(new SyntaxError('broken'), { botId: 'bot_3' });
  expect(lines.map(({ botId }) => botId)).toEqual(['bot_1', 'bot_3']);
});
