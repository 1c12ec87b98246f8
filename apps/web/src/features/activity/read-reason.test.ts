import { expect, test } from 'vitest';
import { readReason } from './read-reason';

test.each([
  ['handler failed 3 times: TypeError', { code: 'failed', values: { tries: 3, error: 'TypeError' } }],
  ['handler failed 3 times: it took too long', { code: 'tooLong', values: { tries: 3 } }],
  ['handler failed 3 times: the database refused what it wrote', { code: 'databaseRefused', values: { tries: 3 } }],
  ['handler failed 3 times: unknown error', { code: 'failedSomehow', values: { tries: 3 } }],
  ['what the journal keeps of it cannot be read', { code: 'unreadable', values: {} }],
  ['used up the memory of its process, 3 times', { code: 'memory', values: { tries: 3 } }],
  ['kept the process busy for more than 5 seconds, 3 times', { code: 'busy', values: { seconds: 5, tries: 3 } }],
  ['group_chatter', { code: 'group_chatter', values: {} }],
  ['discarded', { code: 'discarded', values: {} }],
  ['message', { code: 'kind', values: {} }],
  ['of a later day', null],
])('%s is known by its code', (reason, read) => {
  expect(readReason(reason, 'message')).toEqual(read);
});
