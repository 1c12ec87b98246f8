import { expect, test } from 'vitest';
import { mailState } from './mail-state';

test('a mail without a mail server is no failure', () => {
  expect(mailState({ sentAt: null, error: 'No mail server is set: shown on the outbox page only.' })).toBe('shownOnly');
});

test('a refusal is told until the mail is sent', () => {
  expect(mailState({ sentAt: null, error: 'connect ECONNREFUSED' })).toBe('failed');
  expect(mailState({ sentAt: '2026-01-31T10:00:00Z', error: null })).toBe('sent');
  expect(mailState({ sentAt: null, error: null })).toBe('queued');
});
