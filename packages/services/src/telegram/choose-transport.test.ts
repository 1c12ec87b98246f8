import { expect, test } from 'vitest';
import { chooseTransport } from './choose-transport';

const telegram = 'https://api.telegram.org';

test.each([
  [null, telegram, 'polling'],
  ['https://bots.example.com', telegram, 'webhook'],
  ['http://127.0.0.1:3000', telegram, 'polling'],
  ['http://localhost:3000', 'http://127.0.0.1:3002', 'webhook'],
  ['https://bots.example.com', 'http://127.0.0.1:3002', 'webhook'],
])('with the public address %s a bot on %s uses %s', (publicUrl, apiRoot, transport) => {
  expect(chooseTransport({ publicUrl }, apiRoot)).toBe(transport);
});
