import { countBuffers } from '@dovecote/db/count-buffers.test-helper';
import { broadcastRecipients, broadcasts } from '@dovecote/db/schema/broadcasts';
import { engagementGames, engagementScores } from '@dovecote/db/schema/engagement';
import { faqHandovers, faqModelCalls, faqSpending, faqUnanswered } from '@dovecote/db/schema/faq';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { asSealed } from '@dovecote/vault/sealed';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from '../manager-bench.test-helper';
import { closedUpdatesOf, sweepRetention } from './sweep-retention';

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

beforeEach(async () => {
  bench = await createBench();
  bot = await bench.createBot();
});

afterEach(() => bench.close());

const update = (updateId: string, state: 'done' | 'waiting', at: Date) => ({
  workspaceId: bot.workspaceId,
  botId: bot.id,
  updateId,
  channel: 'telegram' as const,
  lane: 'chat:1',
  kind: 'message',
  state,
  receivedAt: at,
  finishedAt: state === 'done' ? at : null,
});

test('closed updates go after the plan’s days, open ones never by age', async () => {
  await bench.db
    .insert(updates)
    .values([
      update('old', 'done', daysAgo(3)),
      update('fresh', 'done', daysAgo(1)),
      update('open', 'waiting', daysAgo(90)),
    ]);
  await sweepRetention(bench.db, now);
  const left = await bench.db.select({ id: updates.updateId }).from(updates);
  expect(left.map((row) => row.id).sort()).toEqual(['fresh', 'open']);
});

test('a sweep of the journal reads what is old, and not what is young', async () => {
  const plant = (count: number, hoursAgo: number) =>
    bench.db.execute(sql`
      insert into updates (workspace_id, bot_id, update_id, channel, lane, kind, state, received_at, finished_at)
      select ${bot.workspaceId}, ${bot.id}, at || '/' || n, 'telegram', 'chat:1', 'message', 'done', at, at
      from (select n, now() - make_interval(hours => ${hoursAgo}::int) as at from generate_series(1, ${count}::int) as n) as given`);
  await plant(50, 49);
  await bench.db.execute(sql`
    insert into outbox (workspace_id, bot_id, update_id, position, chat_id, method, payload, policy, state, epoch)
    select workspace_id, bot_id, update_id, 0, '1', 'sendMessage', 'sealed', 'never_lost', 'sent', 1 from updates`);
  await plant(100_000, 1);
  await bench.db.execute(sql`vacuum analyze updates`);
  const [all] = (
    await bench.db.execute<{ pages: number }>(sql`select relpages as pages from pg_class where relname = 'updates'`)
  ).rows;
  expect(await countBuffers(bench.db, closedUpdatesOf(now, 2))).toBeLessThan((all?.pages ?? 0) / 2);
  expect([await bench.db.$count(updates), await bench.db.$count(outbox)]).toEqual([100_000, 0]);
});

test('an update waits for its open call, but not for one too old to be sent: what was said goes in time', async () => {
  await bench.db
    .insert(updates)
    .values([update('young call', 'done', daysAgo(3)), update('old call', 'done', daysAgo(3))]);
  const call = {
    workspaceId: bot.workspaceId,
    botId: bot.id,
    position: 0,
    method: 'sendMessage',
    state: 'queued',
  } as const;
  await bench.db.insert(outbox).values([
    { ...call, updateId: 'young call', policy: 'never_lost', createdAt: daysAgo(1) },
    { ...call, updateId: 'old call', policy: 'never_lost', createdAt: daysAgo(3) },
  ]);
  await sweepRetention(bench.db, now);
  expect((await bench.db.select({ id: updates.updateId }).from(updates)).map((row) => row.id)).toEqual(['young call']);
  expect(await bench.db.$count(outbox)).toBe(1);
});

test('calls noted before calls had their update’s place get it, and leave with their update like any others', async () => {
  await bench.db.insert(updates).values([update('old', 'done', daysAgo(3)), update('fresh', 'done', daysAgo(1))]);
  const call = sql`workspace_id, bot_id, update_id, 0, 'sendMessage', 'sealed', 'never_lost', 'sent', 1 from updates`;
  await bench.db.execute(sql`
    insert into outbox (workspace_id, bot_id, update_id, position, method, payload, policy, state, epoch) select ${call}`);
  await bench.db.execute(sql`update outbox set update_seq = null`);
  await sweepRetention(bench.db, now);
  const [fresh] = await bench.db.select({ seq: updates.seq }).from(updates);
  const left = await bench.db.select({ updateId: outbox.updateId, updateSeq: outbox.updateSeq }).from(outbox);
  expect(left).toEqual([{ updateId: 'fresh', updateSeq: fresh?.seq }]);
});

test('whoever removes a bot reads its calls, and not those of all others', async () => {
  await bench.db.execute(sql`
    insert into outbox (workspace_id, bot_id, position, method, payload, policy, state, epoch, sent_at)
    select ${bot.workspaceId}, ${bot.id}, n, 'sendMessage', 'sealed', 'never_lost', 'sent', 1, now()
    from generate_series(1, 50000) as n`);
  await bench.db.execute(sql`vacuum analyze outbox`);
  const other = await bench.createBot();
  const cascade = sql`delete from outbox where workspace_id = ${other.workspaceId} and bot_id = ${other.id}`;
  expect(await countBuffers(bench.db, cascade)).toBeLessThan(20);
});

test('a process whose clock runs ahead removes nothing before its time', async () => {
  await bench.db.insert(updates).values([update('old', 'done', daysAgo(3)), update('fresh', 'done', daysAgo(1))]);
  await sweepRetention(bench.db, daysAgo(-60));
  expect((await bench.db.select({ id: updates.updateId }).from(updates)).map((row) => row.id)).toEqual(['fresh']);
});

test('an unanswered question goes when nobody asked it for 90 days', async () => {
  const question = (questionHash: string, lastAskedAt: Date) => ({
    workspaceId: bot.workspaceId,
    botId: bot.id,
    questionHash,
    question: asSealed('sealed'),
    asked: 1,
    firstAskedAt: lastAskedAt,
    lastAskedAt,
  });
  await bench.db.insert(faqUnanswered).values([question('old', daysAgo(91)), question('young', daysAgo(89))]);
  await sweepRetention(bench.db, now);
  expect((await bench.db.select().from(faqUnanswered)).map((row) => row.questionHash)).toEqual(['young']);
});

test('who waits for a person’s answer, and who asked a model, is forgotten after 30 days', async () => {
  const key = { workspaceId: bot.workspaceId, botId: bot.id, externalId: '1', chatId: '1' };
  const handover = { ...key, questionHash: 'h', question: asSealed('sealed'), language: 'en' };
  const call = { ...key, day: '2026-01-01', tokens: 1, state: 'closed' as const };
  await bench.db.insert(faqHandovers).values([
    { ...handover, id: 'old', askedAt: daysAgo(31) },
    { ...handover, id: 'young', askedAt: daysAgo(29) },
  ]);
  await bench.db.insert(faqModelCalls).values([
    { ...call, id: 'old', askedAt: daysAgo(31) },
    { ...call, id: 'young', askedAt: daysAgo(29) },
  ]);
  await sweepRetention(bench.db, now);
  expect((await bench.db.select().from(faqHandovers)).map(({ id }) => id)).toEqual(['young']);
  expect((await bench.db.select().from(faqModelCalls)).map(({ id }) => id)).toEqual(['young']);
});

test('what somebody used of a model is forgotten after 30 days, and after two where they were erased', async () => {
  const row = { workspaceId: bot.workspaceId, botId: bot.id, tokens: 1 };
  const dayOf = (days: number) => daysAgo(days).toISOString().slice(0, 10);
  await bench.db.insert(faqSpending).values([
    { ...row, externalId: '1', day: dayOf(31) },
    { ...row, externalId: '1', day: dayOf(29) },
    { ...row, externalId: 'mark:a', day: dayOf(3) },
    { ...row, externalId: 'mark:a', day: dayOf(1) },
  ]);
  await sweepRetention(bench.db, now);
  const kept = await bench.db.select().from(faqSpending).where(eq(faqSpending.botId, bot.id));
  expect(kept.map(({ day }) => day).sort()).toEqual([dayOf(29), dayOf(1)]);
});

test('a game goes after 30 days, and boards of days and weeks after 60, but never what was earned in all', async () => {
  const key = { workspaceId: bot.workspaceId, botId: bot.id };
  const game = { ...key, personId: '1', day: '2026-01-01', kind: 'target', difficulty: 'easy', seed: 's', state: {} };
  const gone = { ...game, step: 0, status: 'won' as const, score: 1 };
  await bench.db.insert(engagementGames).values([
    { ...gone, id: 'old', startedAt: daysAgo(31), lastAt: daysAgo(31) },
    { ...gone, id: 'young', startedAt: daysAgo(29), lastAt: daysAgo(29) },
  ]);
  const dayOf = (days: number) => daysAgo(days).toISOString().slice(0, 10);
  const periods = [
    `day:${dayOf(61)}`,
    `day:${dayOf(59)}`,
    `week:${dayOf(61)}`,
    `week:${dayOf(59)}`,
    'ever',
    'season:a',
  ];
  await bench.db
    .insert(engagementScores)
    .values(periods.map((period) => ({ ...key, board: 'people', period, holder: 'person:1', points: 1, lines: 1 })));
  await sweepRetention(bench.db, now);
  expect((await bench.db.select().from(engagementGames)).map(({ id }) => id)).toEqual(['young']);
  const left = await bench.db.select().from(engagementScores);
  expect(left.map(({ period }) => period).sort()).toEqual(
    periods.filter((period) => !period.endsWith(dayOf(61))).sort(),
  );
});

test('a broadcast goes with its recipients when it was over for the plan’s days, an open one never by age', async () => {
  const key = { workspaceId: bot.workspaceId, botId: bot.id };
  const call = { method: 'sendMessage', payload: asSealed('sealed'), createdAt: daysAgo(90) };
  await bench.db.insert(broadcasts).values([
    { ...key, ...call, id: 'old', state: 'done', finishedAt: daysAgo(3) },
    { ...key, ...call, id: 'young', state: 'cancelled', finishedAt: daysAgo(1) },
    { ...key, ...call, id: 'open', state: 'paused' },
  ]);
  const ids = ['old', 'young', 'open'];
  await bench.db.insert(broadcastRecipients).values(ids.map((id) => ({ ...key, broadcastId: id, chatId: '1' })));
  await sweepRetention(bench.db, now);
  const left = await bench.db.select().from(broadcastRecipients);
  expect(left.map((row) => row.broadcastId).sort()).toEqual(['open', 'young']);
});
