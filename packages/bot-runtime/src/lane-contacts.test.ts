import { contactWrite } from '@dovecote/modules/kit/contact-writes';
import { dialogueSet } from '@dovecote/modules/kit/dialogue-writes';
import { sayWrite } from '@dovecote/modules/kit/write-statement';
import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { writtenContacts } from './lane-contacts';

const update = { update_id: 1, message: { message_id: 1, chat: { id: 7, type: 'private' } } } as unknown as Update;
const heard = { update, isCommitUnknown: false };
const dialogue = sayWrite(dialogueSet, { lane: 'chat:7', module_id: 'core', state: {} });
const contact = sayWrite(contactWrite, { external_id: '-1001', kind: 'supergroup', language_code: null, seen_at: '' });

test('a dialogue is of the update’s own contact, a contact’s row of whom it names', () => {
  expect([...writtenContacts(heard, { writes: [] })]).toEqual([]);
  expect([...writtenContacts(heard, { writes: [dialogue] })]).toEqual(['7']);
  expect([...writtenContacts(heard, { writes: [contact, dialogue] })]).toEqual(['-1001', '7']);
});

test('a commit nobody heard back from may have written its contact, whatever the next try says', () => {
  expect([...writtenContacts({ update, isCommitUnknown: true }, { writes: [] })]).toEqual(['7']);
});
