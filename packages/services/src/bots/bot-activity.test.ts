import { contacts } from '@dovecote/db/schema/contacts';
import { minuteStats } from '@dovecote/db/schema/minute-stats';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import type { ServiceContext } from '../service-context';
import { createBot } from './create-bot';
import { exportBot } from './export-bot';
import { getBot } from './get-bot';
import { getBotStats } from './get-bot-stats';
import { getUpdateTrace } from './get-update-trace';
import { latencyPercentile } from './latency-percentile';
import { listUpdates } from './list-updates';

let kit: TestServices;
let owner: ServiceContext;
let botId: string;
const minuteMs = 60_000;

beforeAll(async () => {
  kit = await createTestServices();
  owner = await kit.signUp('owner');
  botId = (await createBot(owner, { token: await kit.newToken(owner) })).id;
  await plantActivity();
});
afterAll(async () => await kit.close());

async function plantActivity() {
  const { db } = kit.database;
  const { vault } = kit.services;
  const workspaceId = workspaceIdOf(owner);
  const key = { workspaceId, botId };
  const now = new Date();
  const minute = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs);
  const base = {
    ...key,
    channel: 'telegram' as const,
    lane: '77',
    kind: 'message',
    receivedAt: now,
  };
  const startedAt = new Date(now.getTime() + 5);
  const finishedAt = new Date(now.getTime() + 25);
  const body = await vault.seal('[{"message":{"text":"my secret wish"}},{"chat_id":77,"text":"granted"}]', {
    workspaceId,
    purpose: 'update_body',
    row: `${botId}/1`,
    column: 'body',
  });
  await db.insert(updates).values([
    {
      ...base,
      updateId: '1',
      body,
      contactId: '77',
      state: 'done',
      moduleId: 'core',
      attempts: 1,
      startedAt,
      finishedAt,
    },
    { ...base, updateId: '2', state: 'skipped', reason: 'edited', startedAt, finishedAt },
    { ...base, updateId: '3', command: 'start', state: 'waiting' },
  ]);
  await db.insert(outbox).values({
    ...key,
    updateId: '1',
    position: 0,
    moduleId: 'core',
    chatId: '77',
    method: 'sendMessage',
    payload: null,
    policy: 'never_lost',
    state: 'sent',
    attempts: 2,
    isAmbiguous: true,
    receipt: { message_id: 5 },
    sentAt: now,
  });
  const latency = [0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const counts = { received: 10, done: 7, skipped: 1, deadLettered: 1, calls: 7, errors: 1, latency };
  await db.insert(minuteStats).values([
    { ...key, minute, ...counts },
    { ...key, minute: new Date(minute.getTime() - 90 * minuteMs), ...counts },
  ]);
  const person = { ...key, channel: 'telegram' as const, kind: 'private' as const, lastSeenAt: now };
  await db.insert(contacts).values([
    { ...person, externalId: '77', firstSeenAt: now },
    { ...person, externalId: '78', firstSeenAt: new Date(now.getTime() - 3 * 86_400_000) },
  ]);
}

test('the totals of a bot add up what its minutes say, what waits, and what is ambiguous', async () => {
  expect((await getBot(owner, botId)).totals).toEqual({
    received: 20,
    done: 14,
    skipped: 2,
    deadLettered: 2,
    calls: 14,
    errors: 2,
    waiting: 1,
    ambiguous: 1,
  });
});

test('statistics cut a range into equal steps with people and latencies', async () => {
  const hour = await getBotStats(owner, botId, { range: '1h' });
  expect(hour.series).toHaveLength(60);
  expect(hour.totals).toMatchObject({ updates: 10, users: 2, newUsers: 1 });
  expect(hour.series.at(-1)).toMatchObject({
    updates: 10,
    calls: 7,
    errors: 1,
    users: 2,
    latencyP50Ms: 8.1,
    latencyP95Ms: 21.3,
  });
  const day = await getBotStats(owner, botId, {});
  expect(day).toMatchObject({ range: '24h', stepSeconds: 900, totals: { updates: 20 } });
  const unknown = { range: '2y' } as unknown as { range: '1h' };
  await expect(getBotStats(owner, botId, unknown)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('a minute and a person count for the step they fall into, and what was before for none', async () => {
  const { id } = await createBot(owner, { token: await kit.newToken(owner) });
  const key = { workspaceId: workspaceIdOf(owner), botId: id };
  const now = new Date('2026-05-05T12:00:30Z');
  const at = (iso: string) => new Date(`2026-05-${iso}Z`);
  const latency = [0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0];
  const { db } = kit.database;
  const minutes = ['04T12:00:00', '04T12:01:00', '04T12:15:00', '04T12:16:00', '05T12:00:00'].map(at);
  await db
    .insert(minuteStats)
    .values(minutes.map((minute, place) => ({ ...key, minute, received: 10 ** place, calls: 1, latency })));
  const people = ['04T12:00:59', '04T12:01:00', '04T12:16:30', '05T12:00:10'].map(at);
  const person = { ...key, channel: 'telegram' as const, kind: 'private' as const, lastSeenAt: now };
  await db
    .insert(contacts)
    .values(people.map((firstSeenAt, place) => ({ ...person, externalId: String(place), firstSeenAt })));
  const day = await getBotStats({ ...owner, clock: () => now }, id, { range: '24h' });
  const begun = day.series.filter(({ updates }) => updates > 0);
  expect(begun.map(({ at, updates, calls, users }) => [at, updates, calls, users])).toEqual([
    ['2026-05-04T12:01:00.000Z', 110, 2, 2],
    ['2026-05-04T12:16:00.000Z', 1000, 1, 3],
    ['2026-05-05T11:46:00.000Z', 10_000, 1, 4],
  ]);
  expect(begun.map(({ latencyP50Ms }) => latencyP50Ms)).toEqual([75, 75, 75]);
  expect(day.totals).toMatchObject({ updates: 11_110, calls: 4, users: 4, newUsers: 3, latencyP50Ms: 75 });
});

test('percentiles interpolate, and an empty histogram has none', () => {
  expect(latencyPercentile([], 0.5)).toBeNull();
  expect(latencyPercentile([10], 0.5)).toBe(2.5);
  expect(latencyPercentile([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4], 0.95)).toBe(15_000);
});

test('the journal pages from the newest and filters by state', async () => {
  const first = await listUpdates(owner, botId, { limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual(['3', '2']);
  const rest = await listUpdates(owner, botId, { limit: 2, cursor: first.nextCursor ?? '' });
  expect(rest.items).toMatchObject([{ id: '1', state: 'done', waitMs: 5, handleMs: 20, calls: 1 }]);
  expect((await listUpdates(owner, botId, { state: 'waiting' })).items).toHaveLength(1);
});

test.each([
  ['2', ['2']],
  ['77', ['3', '2', '1']],
  ['/Start', ['3']],
  ['core', ['1']],
  ['%', []],
])('the journal finds by %s', async (q, ids) => {
  expect((await listUpdates(owner, botId, { q })).items.map(({ id }) => id)).toEqual(ids);
});

test('a trace pairs the update with its calls; what was written is for editors only', async () => {
  const trace = await getUpdateTrace(owner, botId, '1');
  expect(trace).toMatchObject({
    update: { id: '1', moduleId: 'core' },
    body: { message: { text: 'my secret wish' } },
    calls: [{ method: 'sendMessage', state: 'sent', attempts: 2, isAmbiguous: true, payload: { text: 'granted' } }],
  });
  const hidden = await getUpdateTrace(await kit.join(owner, 'viewer'), botId, '1');
  expect(hidden).toMatchObject({ isContentHidden: true, body: null, calls: [{ payload: null }] });
  await expect(getUpdateTrace(owner, botId, '99')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an export holds everything but secrets', async () => {
  const exported = await exportBot(owner, botId);
  expect(exported.journal).toHaveLength(3);
  expect(exported.contacts).toHaveLength(2);
  expect(exported.modules).toMatchObject([{ id: 'core', enabled: true }]);
  expect(JSON.stringify(exported)).not.toMatch(/v1\||webhookPath|\d{6,}:AA/);
});
