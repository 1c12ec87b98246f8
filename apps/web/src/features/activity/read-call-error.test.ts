import { expect, test } from 'vitest';
import { readCallError } from './read-call-error';

test.each([
  ['403 Forbidden: bot was blocked by the user', { code: 'blocked', values: {} }],
  ['403 Forbidden: user is deactivated', { code: 'deactivated', values: {} }],
  ["403 Forbidden: bot can't initiate conversation with a user", { code: 'notStarted', values: {} }],
  ['403 Forbidden: bot was kicked from the supergroup chat', { code: 'kicked', values: {} }],
  ['400 Bad Request: chat not found', { code: 'noChat', values: {} }],
  ['502 Bad Gateway', { code: 'serverFailed', values: { status: '502' } }],
  ['no answer: no-connection', { code: 'noConnection', values: {} }],
  ['no answer: timeout', { code: 'tooSlow', values: {} }],
  ['no answer: cut', { code: 'noAnswer', values: {} }],
  ['its content cannot be read', { code: 'unreadable', values: {} }],
  ['400 Bad Request: message text is empty', null],
])('%s is known by its code', (error, read) => {
  expect(readCallError(error)).toEqual(read);
});
