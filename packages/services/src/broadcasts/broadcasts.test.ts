import { newId } from '@dovecote/db/new-id';
import { bots } from '@dovecote/db/schema/bots';
import { broadcastRecipients, broadcasts } from '@dovecote/db/schema/broadcasts';
import { contacts } from '@dovecote/db/schema/contacts';
import { lockWaits } from '@dovecote/testing/lock-waits';
import { asSealed } from '@dovecote/vault/sealed';
import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { listBotEvents } from '../bots/list-bot-events';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import type { ServiceContext } from '../service-context';
import { cancelBroadcast } from './cancel-broadcast';
import { createBroadcast } from './create-broadcast';
import { getBroadcast } from './get-broadcast';
import { pauseBroadcast } from './pause-broadcast';
import { resumeBroadcast } from './resume-broadcast';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

type Contact = Partial<typeof contacts.$inferInsert> & { externalId: string };

async function botWith(people: readonly Contact[]): Promise<{ owner: ServiceContext; botId: string }> {
  const owner = await kit.signUp('owner');
  const { id } = await createBot(owner, { token: await kit.newToken(owner) });
  await addContacts(workspaceIdOf(owner), id, people);
  return { owner, botId: id };
}

async function addContacts(workspaceId: string, botId: string, people: readonly Contact[]): Promise<void> {
  if (people.length === 0) return;
  const at = new Date();
  const born = { channel: 'telegram', kind: 'private', firstSeenAt: at, lastSeenAt: at } as const;
  await kit.database.db.insert(contacts).values(people.map((one) => ({ workspaceId, botId, ...born, ...one })));
}

const recipientsOf = async (broadcastId: string) =>
  await kit.database.db
    .select()
    .from(broadcastRecipients)
    .where(eq(broadcastRecipients.broadcastId, broadcastId))
    .orderBy(asc(broadcastRecipients.chatId));

test('a broadcast goes to the bot’s contacts who neither stopped nor blocked it, and wakes the holder', async () => {
  const { owner, botId } = await botWith([
    { externalId: '1' },
    { externalId: '2', isStopped: true },
    { externalId: '3', isBlocked: true },
    { externalId: '-4', kind: 'group', isStopped: false, isBlocked: false },
  ]);
  const other = await createBot(owner, { token: await kit.newToken(owner) });
  await addContacts(workspaceIdOf(owner), other.id, [{ externalId: '5' }]);
  const client = await kit.database.pool.connect();
  const heard: (string | undefined)[] = [];
  client.on('notification', ({ payload }) => heard.push(payload));
  await client.query('listen dovecote_broadcasts');
  const view = await createBroadcast(owner, botId, { text: 'Spring sale' });
  await client.query('select 1');
  client.release(true);
  expect(heard).toEqual([botId]);
  expect(view).toMatchObject({ state: 'running', recipients: 2, waiting: 2, sent: 0, startedAt: null });
  expect((await recipientsOf(view.id)).map((one) => [one.chatId, one.state])).toEqual([
    ['-4', 'waiting'],
    ['1', 'waiting'],
  ]);
  const { items } = await listBotEvents(owner, botId);
  expect(items[0]).toMatchObject({
    action: 'bot.broadcast_created',
    after: { broadcastId: view.id, recipients: 2 },
  });
});

test.each([' \n ', '\u2800', '\u200b\u2060'])('a broadcast that shows nothing is not begun: %j', async (text) => {
  const { owner, botId } = await botWith([{ externalId: '1' }]);
  const fields = { text: expect.stringContaining('Write something that can be seen') };
  await expect(createBroadcast(owner, botId, { text })).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields });
});

test('what it says lies sealed, and only the broadcast’s own seal opens it', async () => {
  const { owner, botId } = await botWith([{ externalId: '1' }]);
  const { id } = await createBroadcast(owner, botId, { text: 'Spring sale', isSilent: true });
  const [row] = await kit.database.db.select().from(broadcasts).where(eq(broadcasts.id, id));
  expect(JSON.stringify(row)).not.toContain('Spring');
  const place = { workspaceId: workspaceIdOf(owner), purpose: 'outbox', column: 'payload' };
  if (!row) throw new Error('The broadcast is not there.');
  const opened = await owner.vault.open(row.payload, { ...place, row: id });
  expect(opened.use((text) => JSON.parse(text))).toEqual({ text: 'Spring sale', disable_notification: true });
  await expect(owner.vault.open(row.payload, { ...place, row: botId })).rejects.toThrow();
});

test('pause, resume and cancel are audited, repeat quietly, and end with the broadcast', async () => {
  const { owner, botId } = await botWith([{ externalId: '1' }]);
  const { id } = await createBroadcast(owner, botId, { text: 'Hello' });
  expect(await pauseBroadcast(owner, botId, id)).toMatchObject({ state: 'paused', finishedAt: null });
  expect(await pauseBroadcast(owner, botId, id)).toMatchObject({ state: 'paused' });
  expect(await resumeBroadcast(owner, botId, id)).toMatchObject({ state: 'running' });
  const cancelled = await cancelBroadcast(owner, botId, id);
  expect(cancelled).toMatchObject({ state: 'cancelled', waiting: 1 });
  expect(cancelled.finishedAt).not.toBeNull();
  for (const change of [pauseBroadcast, resumeBroadcast]) {
    await expect(change(owner, botId, id)).rejects.toMatchObject({ code: 'CONFLICT' });
  }
  const { items } = await listBotEvents(owner, botId);
  expect(items.slice(0, 4).map((event) => event.action)).toEqual([
    'bot.broadcast_cancelled',
    'bot.broadcast_resumed',
    'bot.broadcast_paused',
    'bot.broadcast_created',
  ]);
});

test('progress counts every recipient once', async () => {
  const states = ['waiting', 'sending', 'sent', 'sent', 'refused', 'ambiguous'] as const;
  const { owner, botId } = await botWith(states.map((_, index) => ({ externalId: String(index) })));
  const { id } = await createBroadcast(owner, botId, { text: 'Hello' });
  for (const [index, state] of states.entries()) {
    await kit.database.db
      .update(broadcastRecipients)
      .set({ state })
      .where(and(eq(broadcastRecipients.broadcastId, id), eq(broadcastRecipients.chatId, String(index))));
  }
  expect(await getBroadcast(owner, botId, id)).toMatchObject({
    recipients: 6,
    waiting: 1,
    sending: 1,
    sent: 2,
    refused: 1,
    ambiguous: 1,
  });
});

test('a viewer reads progress and sends nothing; another workspace finds no broadcast', async () => {
  const { owner, botId } = await botWith([{ externalId: '1' }]);
  const { id } = await createBroadcast(owner, botId, { text: 'Hello' });
  const viewer = await kit.join(owner, 'viewer');
  expect(await getBroadcast(viewer, botId, id)).toMatchObject({ recipients: 1 });
  await expect(createBroadcast(viewer, botId, { text: 'Hello' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(cancelBroadcast(viewer, botId, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const stranger = await botWith([]);
  for (const [bot, broadcast] of [
    [botId, id],
    [stranger.botId, id],
    [stranger.botId, '\u0000'],
  ] as const) {
    await expect(cancelBroadcast(stranger.owner, bot, broadcast)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await getBroadcast(owner, botId, id)).toMatchObject({ state: 'running' });
});

test('a text that is empty, too long or not alone is named, and nobody to write to is a conflict', async () => {
  const { owner, botId } = await botWith([]);
  for (const input of [{ text: '' }, { text: 'x'.repeat(4_097) }, { text: 'Hello', chat_id: 1 }]) {
    await expect(createBroadcast(owner, botId, input)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  }
  await expect(createBroadcast(owner, botId, { text: 'Hello' })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await kit.database.db.select().from(broadcasts).where(eq(broadcasts.botId, botId))).toEqual([]);
});

test('a bot has at most twenty broadcasts that are not over, also when two are made at once', async () => {
  const { owner, botId } = await botWith([{ externalId: '1' }]);
  const ids: string[] = [];
  for (let made = 0; made < 19; made += 1) ids.push((await createBroadcast(owner, botId, { text: 'Hello' })).id);
  const key = { workspaceId: workspaceIdOf(owner), botId, id: newId('broadcast') };
  const refused = await kit.database.db.transaction(async (tx) => {
    // Another one being made: it looked for room and is not committed yet.
    await tx.select().from(bots).where(eq(bots.id, botId)).for('no key update');
    await tx
      .insert(broadcasts)
      .values({ ...key, state: 'running', method: 'sendMessage', payload: asSealed('sealed') });
    const refusal = expect(createBroadcast(owner, botId, { text: 'Hello' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await lockWaits(kit.database.db, 1);
    return { refusal };
  });
  await refused.refusal;
  await cancelBroadcast(owner, botId, ids[0] ?? '');
  expect(await createBroadcast(owner, botId, { text: 'Hello' })).toMatchObject({ state: 'running' });
});
