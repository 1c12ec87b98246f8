import { bots } from '@dovecote/db/schema/bots';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { moduleJobs } from '@dovecote/db/schema/module-work';
import { engagementModule } from '@dovecote/modules/engagement/engagement-handlers';
import { createTransport } from '@dovecote/telegram/transport';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BotModules } from '../bot-modules';
import type { BotRecord } from '../bot-record';
import { createIntake } from '../intake-bench.test-helper';
import { JournalWriter } from '../journal-writer';
import { loadBotRecord } from '../load-bot-record';
import { registerProcess, takeBot } from '../processes';
import { createRuntimeBench, type RuntimeBench } from '../runtime-bench.test-helper';
import { ModuleWork } from './module-work';
import { strangeDaysMax } from './work-store';

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

/** Takes the due work of one bot, as a process that knows engagement. */
async function createWork() {
  const held: { record: BotRecord } = { record: await bench.createBot() };
  const lease = await registerProcess(bench.url);
  const { epoch } = (await takeBot(bench.db, lease.processId, held.record)) ?? { epoch: 0 };
  const { intake } = createIntake(bench, held.record);
  const transport = createTransport();
  const work = new ModuleWork({
    ...bench,
    processId: lease.processId,
    botModules: new BotModules({ ...bench, modules: [engagementModule] }),
    writer: new JournalWriter(bench.db, lease.processId),
    holding: () => ({ record: held.record, epoch, intake }),
    fetch,
    platformModel: null,
    transport,
    clock: () => new Date(),
  });
  const close = async () => {
    await intake.close();
    await transport.close();
    await lease.release();
  };
  return { held, work, close };
}

test('due work of a module that was switched on since its bot was read stays due; of one that is off it goes', async () => {
  const { held, work, close } = await createWork();
  const { record } = held;
  const ofBot = { workspaceId: record.workspaceId, botId: record.id, moduleId: 'engagement' };
  const due = { ...ofBot, job: 'weeklyPoll', key: '0 9 * * 1', cron: '0 9 * * 1', zone: 'UTC', isTask: false };
  await bench.db.insert(moduleSettings).values({ ...ofBot, isEnabled: false, settings: {}, version: 1 });
  await bench.db.insert(moduleJobs).values({ ...due, runAt: new Date(Date.now() - 1_000) });
  await work.look();
  expect(await bench.db.select().from(moduleJobs)).toEqual([]);
  // The holder has not heard of it yet.
  await bench.db.insert(moduleJobs).values({ ...due, runAt: new Date(Date.now() - 1_000) });
  await bench.db.update(moduleSettings).set({ isEnabled: true });
  await bench.db
    .update(bots)
    .set({ revision: record.revision + 1 })
    .where(eq(bots.id, record.id));
  await work.look();
  expect(await bench.db.select().from(moduleJobs)).toHaveLength(1);
  held.record = (await loadBotRecord(bench, record.id)) ?? record;
  await work.look();
  const [moved] = await bench.db.select().from(moduleJobs);
  expect(moved?.runAt.getTime()).toBeGreaterThan(Date.now());
  await close();
});

test('due work of a module that is not known here is left to a newer process, and goes once it waited too long', async () => {
  const { held, work, close } = await createWork();
  const dayMs = 86_400_000;
  const ofBot = { workspaceId: held.record.workspaceId, botId: held.record.id, moduleId: 'newer', key: '' };
  const dueFor = (days: number) => new Date(Date.now() - days * dayMs);
  await bench.db.insert(moduleJobs).values([
    { ...ofBot, job: 'late', isTask: false, runAt: dueFor(strangeDaysMax - 1) },
    { ...ofBot, job: 'task', isTask: true, runAt: dueFor(0) },
    { ...ofBot, job: 'removed', isTask: false, runAt: dueFor(strangeDaysMax + 1) },
  ]);
  await work.look();
  const left = await bench.db.select().from(moduleJobs);
  expect(left.map(({ job }) => job).toSorted()).toEqual(['late', 'task']);
  await close();
});
