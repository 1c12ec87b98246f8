import { expect, test } from 'vitest';
import { readDeliveryError } from './read-delivery-error';

test.each([
  ['answered 410', { code: 'answered', values: { status: '410' } }],
  ['answered no HTTP', { code: 'noHttp', values: {} }],
  ['did not answer in time', { code: 'tooSlow', values: {} }],
  ['has no certificate to be trusted', { code: 'untrusted', values: {} }],
  ['could not be reached', { code: 'unreachable', values: {} }],
  ['must lead to a public address', { code: 'notPublic', values: {} }],
  ['was switched off meanwhile', { code: 'switchedOff', values: {} }],
  ['must hold no user name or password', null],
])('%s is known by its code', (error, read) => {
  expect(readDeliveryError(error)).toEqual(read);
});
