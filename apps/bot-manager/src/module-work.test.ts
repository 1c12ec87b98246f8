import { bots } from '@dovecote/db/schema/bots';
import { liveEvents, moduleJobs } from '@dovecote/db/schema/module-work';
import { outbox } from '@dovecote/db/schema/outbox';
import { botHolders } from '@dovecote/db/schema/processes';
import { updates } from '@dovecote/db/schema/updates';
import { eventually } from '@dovecote/testing/eventually';
import { and, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createErrands } from './errand-module.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;
let errands: ReturnType<typeof createErrands>;

beforeEach(async () => {
  bench = await createBench();
  errands = createErrands();
  bot = await bench.createBot({}, { core: {}, errands: {} });
});

afterEach(() => bench.close());

const startManager = () => bench.startManager({}, { modules: errands.modules });
const answers = () => bench.answers(bot, 'ann');
const jobs = () => bench.db.select().from(moduleJobs).where(eq(moduleJobs.botId, bot.id));

test('what was asked for later is done once at its time, through the journal, and is gone then', async () => {
  await startManager();
  await bench.send(bot, 'ann', '/later 300');
  await eventually(async () => expect(await answers()).toEqual(['later', 'remember tea']));
  await eventually(async () => expect(await jobs()).toEqual([]));
  const done = await bench.db
    .select()
    .from(updates)
    .where(and(eq(updates.botId, bot.id), eq(updates.kind, 'job')));
  expect(done).toMatchObject([{ state: 'done', moduleId: 'errands', lane: expect.stringMatching(/^chat:/) }]);
});

test('work that was journalled by a process that died before it could say so is not done again', async () => {
  const manager = await startManager();
  await bench.send(bot, 'ann', '/later 3600000');
  await eventually(async () => expect(await jobs()).toHaveLength(1));
  const [row] = await jobs();
  await bench.end(manager);
  const runAt = new Date(Date.now() - 1_000);
  await bench.db.update(moduleJobs).set({ runAt });
  await startManager();
  await eventually(async () => expect(await answers()).toContain('remember tea'));
  // The row as it stood before, its journalled update still there.
  await bench.db.insert(moduleJobs).values({ ...row, token: row?.token, runAt } as typeof moduleJobs.$inferInsert);
  await eventually(async () => expect(await jobs()).toEqual([]));
  await bench.send(bot, 'ann', '/never');
  await eventually(async () => expect(await answers()).toContain('never'));
  expect((await answers()).filter((text) => text === 'remember tea')).toHaveLength(1);
});

test('what was taken back is not done', async () => {
  await startManager();
  await bench.send(bot, 'ann', '/later 700');
  await bench.send(bot, 'ann', '/never');
  await eventually(async () => expect(await answers()).toEqual(['later', 'never']));
  await bench.send(bot, 'ann', '/later 1500');
  await eventually(async () => expect(await answers()).toEqual(['later', 'never', 'later', 'remember tea']));
});

test('nobody who said /stop is sent what was to come later', async () => {
  await startManager();
  await bench.send(bot, 'ann', '/later 1200');
  await bench.send(bot, 'ann', '/stop');
  await eventually(async () => expect(errands.state.jobRuns).toEqual(['tea']));
  await eventually(async () => expect(await jobs()).toEqual([]));
  expect(await answers()).not.toContain('remember tea');
});

test('slow work runs outside, and its end changes the very message that announced it', async () => {
  await startManager();
  await bench.send(bot, 'ann', '/work hay');
  await eventually(async () => expect(await answers()).toEqual(['worked hay']));
  expect(errands.state.taskRuns).toBe(1);
  await eventually(async () => expect(await jobs()).toEqual([]));
});

test.each(['slow', 'broken', 'outside'])(
  'slow work that is %s ends as a failure without a word of the person',
  async (how) => {
    await startManager();
    await bench.send(bot, 'ann', `/work ${how}`);
    await eventually(async () => expect(await answers()).toEqual(['working', 'no failed']));
    expect(await jobs()).toEqual([]);
  },
);

test('slow work cut by the end of its process is run by the next', async () => {
  const first = await startManager();
  await bench.send(bot, 'ann', '/work slow');
  await eventually(async () => expect(errands.state.taskRuns).toBe(1));
  await bench.end(first);
  await bench.db.update(moduleJobs).set({ runAt: new Date() });
  await startManager();
  await eventually(async () => expect(await answers()).toEqual(['working', 'no failed']));
  expect(errands.state.taskRuns).toBe(2);
});

test('a vote finds the poll it belongs to, and whoever watches hears of it', async () => {
  await startManager();
  await bench.send(bot, 'ann', '/poll');
  const polled = async () => {
    const query = new URLSearchParams({ workspaceId: bot.workspaceId, person: 'ann' });
    const chat = await bench.control<{ messages: { messageId: number; poll?: object }[] }>(
      'GET',
      `/chats/${bot.username}/messages?${query}`,
    );
    return chat.messages.find((message) => message.poll)?.messageId;
  };
  await eventually(async () => expect(await polled()).toBeDefined());
  await eventually(async () => {
    const [row] = await bench.db.select().from(outbox).where(sql`bot_id = ${bot.id} and ref is not null`);
    expect(row?.state).toBe('sent');
  });
  const vote = { workspaceId: bot.workspaceId, person: 'ann', messageId: await polled(), optionIds: [0] };
  await bench.control('POST', `/chats/${bot.username}/votes`, vote);
  await eventually(async () => expect(await answers()).toContain('voted in poll'));
  const told = await bench.db.select().from(liveEvents).where(eq(liveEvents.botId, bot.id));
  expect(told).toMatchObject([{ event: 'user_stats_updated', data: { personId: expect.stringMatching(/^\d+$/) } }]);
});

test('what a task found is not lost when its bot was closed and opened meanwhile', async () => {
  await startManager();
  await bench.send(bot, 'ann', '/hold');
  await eventually(() => expect(errands.state.taskRuns).toBe(1));
  const epochOf = async () => (await bench.db.select().from(botHolders).where(eq(botHolders.botId, bot.id)))[0]?.epoch;
  const before = await epochOf();
  await bench.db.update(bots).set({ webhookSetUrl: null, revision: sql`revision + 1` }).where(eq(bots.id, bot.id));
  await bench.db.execute(sql`select pg_notify('dovecote_bots', ${bot.id})`);
  await eventually(async () => expect(await epochOf()).toBeGreaterThan(before ?? 0));
  errands.state.release();
  await eventually(async () => expect(await answers()).toEqual(['held: done']));
  await eventually(async () => expect(await jobs()).toEqual([]));
  expect(errands.state.taskRuns).toBe(1);
});
