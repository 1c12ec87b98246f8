import { expect, test } from 'vitest';
import { chooseTransport } from './choose-transport';

const telegram = 'https://api.telegram.org';

test.each([
  [null, telegram, 'polling'],
  ['https://bots.example.com', telegram, 'webhook'],
  ['http://127.0.0.1:3000', telegram, 'polling'],
  ['http://localhost:3000', 'http://127.0.0.1:8081', 'webhook'],
  ['https://bots.example.com', 'http://127.0.0.1:8081', 'webhook'],
])('with the public address %s a bot on %s uses %s', (publicUrl, apiRoot, transport) => {
  expect(chooseTransport({ publicUrl, sandboxApiRoot: 'http://127.0.0.1:3002' }, apiRoot)).toBe(transport);
});

test('a bot of the built-in sandbox is polled even behind a public address', () => {
  const settings = { publicUrl: 'https://bots.example.com', sandboxApiRoot: 'http://127.0.0.1:3002' };
  expect(chooseTransport(settings, 'http://127.0.0.1:3002')).toBe('polling');
});
