import { outbox } from '@dovecote/db/schema/outbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { plantUpdates } from '../dead-letters/plant-updates.test-helper';
import type { ServiceContext } from '../service-context';
import { createBot } from './create-bot';
import { getUpdateTrace } from './get-update-trace';
import { listAmbiguousCalls } from './list-ambiguous-calls';

let kit: TestServices;
let owner: ServiceContext;
let botId: string;
const committedAt = new Date();
const later = (ms: number) => new Date(committedAt.getTime() + ms);

beforeAll(async () => {
  kit = await createTestServices();
  owner = await kit.signUp('owner');
  botId = (await createBot(owner, { token: await kit.newToken(owner) })).id;
  await plantUpdates(kit, workspaceIdOf(owner), botId, [
    { id: '1', state: 'done' },
    { id: '2', state: 'done' },
  ]);
});
afterAll(async () => await kit.close());

let position = 0;

async function plantCall(call: Partial<typeof outbox.$inferInsert>) {
  position += 1;
  const workspaceId = workspaceIdOf(owner);
  const place = { workspaceId, purpose: 'outbox', row: botId, column: 'payload' };
  await kit.database.db.insert(outbox).values({
    workspaceId,
    botId,
    updateId: '1',
    position,
    chatId: '77',
    method: 'sendMessage',
    payload: await kit.services.vault.seal('{"text":"hi"}', place),
    policy: 'never_lost',
    state: 'sent',
    attempts: 1,
    createdAt: committedAt,
    ...call,
  });
}

test('a trace tells a call’s wait for its chat from the time its own sending took', async () => {
  await plantCall({ updateId: '1', sentAt: later(40) });
  await plantCall({ updateId: '2', chatId: '88', sentAt: later(9) });
  await plantCall({ updateId: '2', sentAt: later(100), attempts: 2 });
  await plantCall({ updateId: '2', state: 'inline', sentAt: null });
  await plantCall({ updateId: '2', chatId: '99', receipt: { handedOver: true }, sentAt: later(3) });
  const { calls } = await getUpdateTrace(owner, botId, '2');
  expect(calls).toMatchObject([
    { waitMs: 0, tookMs: 9, isHandedOver: false },
    { waitMs: 40, tookMs: 60, attempts: 2 },
    { waitMs: null, tookMs: null, isHandedOver: true },
    { waitMs: 0, tookMs: 3, isHandedOver: true },
  ]);
});

test('calls whose answer was lost are listed with what was done about each', async () => {
  const lost = { isAmbiguous: true, updateId: null };
  await plantCall({ ...lost, sentAt: later(900), attempts: 2 });
  await plantCall({ ...lost, state: 'ambiguous', policy: 'never_twice', error: 'no answer: timeout' });
  await plantCall({ ...lost, state: 'queued' });
  await plantCall({ ...lost, state: 'refused' });
  await plantCall({ ...lost, state: 'expired' });
  await plantCall({ ...lost, state: 'ambiguous', attempts: 20, error: '500 Internal Server Error' });
  await plantCall({ isAmbiguous: true, chatId: '66', state: 'ambiguous', policy: 'never_twice' });
  const trace = await getUpdateTrace(owner, botId, '1');
  expect(trace.calls).toMatchObject([{ lostAnswer: null }, { lostAnswer: 'not_sent_again' }]);
  const first = await listAmbiguousCalls(owner, botId, { limit: 3 });
  expect(first.items.map(({ outcome }) => outcome)).toEqual(['not_sent_again', 'given_up', 'too_old']);
  const rest = await listAmbiguousCalls(owner, botId, { limit: 4, cursor: first.nextCursor ?? '' });
  expect(rest.items).toMatchObject([
    { outcome: 'refused_again' },
    { outcome: 'being_sent' },
    { outcome: 'not_sent_again', policy: 'never_twice', resolvedAt: null, chatId: '77' },
    { outcome: 'sent_again', policy: 'never_lost', resolvedAt: later(900).toISOString(), method: 'sendMessage' },
  ]);
  expect(rest.nextCursor).toBeNull();
});
