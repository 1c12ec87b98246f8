import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGate, createIntake, GatedWriter, holdReads, messageUpdate } from './intake-bench.test-helper';
import { JournalWriter } from './journal-writer';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

const offer = (intake: ReturnType<typeof createIntake>['intake'], updateId: number) => {
  const update = messageUpdate(updateId);
  return intake.offer(update, JSON.stringify(update));
};

/** Commits its first append and then fails as if the answer had been lost. */
class LosingWriter extends JournalWriter {
  #isLost = false;

  override async append(...given: Parameters<JournalWriter['append']>): Promise<number | null> {
    const place = await super.append(...given);
    if (this.#isLost) return place;
    this.#isLost = true;
    throw new Error('Connection terminated unexpectedly');
  }
}

test('an update whose append was committed unheard is worked when it comes again, before its chat’s next one', async () => {
  const bot = await bench.createBot();
  const { intake, worked } = createIntake(bench, bot, { writer: new LosingWriter(bench.db, 'prc_here') });
  intake.open();
  await eventually(() => expect(intake.hasBacklog).toBe(false));
  await expect(intake.accept([messageUpdate(1)])).rejects.toThrow('Connection terminated');
  await intake.accept([messageUpdate(1), messageUpdate(2)]);
  await eventually(() => expect(worked).toEqual(['1', '2']));
  await intake.close();
});

test('a fresh update does not overtake one of its chat whose append is under way when the journal has been read', async () => {
  const bot = await bench.createBot();
  const gate = createGate();
  const reads = holdReads(bench.db);
  const { intake, worked } = createIntake(bench, bot, {
    db: reads.db,
    writer: new GatedWriter(bench.db, gate.opened),
  });
  intake.open();
  const first = offer(intake, 1);
  await eventually(() => expect(reads.readCount()).toBe(1));
  reads.release();
  // By then the intake has seen what was read.
  await new Promise((resolve) => setImmediate(resolve));
  const second = offer(intake, 2);
  gate.open();
  await eventually(async () => {
    reads.release();
    expect(worked).toHaveLength(2);
  });
  expect(worked).toEqual(['1', '2']);
  await Promise.all([first, second]);
  await intake.close();
});

test('a fresh update waits for what a poller is journalling', async () => {
  const bot = await bench.createBot();
  const gate = createGate();
  const { intake, worked } = createIntake(bench, bot, { writer: new GatedWriter(bench.db, gate.opened) });
  intake.open();
  await eventually(() => expect(intake.hasBacklog).toBe(false));
  const first = intake.accept([messageUpdate(1)]);
  const second = offer(intake, 2);
  gate.open();
  await Promise.all([first, second]);
  await eventually(() => expect(worked).toHaveLength(2));
  expect(worked).toEqual(['1', '2']);
  await intake.close();
});

test('of a batch that the journal took only in part, nothing is worked before what came before it', async () => {
  const bot = await bench.createBot();
  const { intake, worked } = createIntake(bench, bot);
  intake.open();
  await eventually(() => expect(intake.hasBacklog).toBe(false));
  // More than one statement takes: the first one's connection breaks.
  const batch = Array.from({ length: 300 }, (_, place) => messageUpdate(place + 1));
  const locker = await bench.pool.connect();
  await locker.query('begin; lock table updates in access exclusive mode');
  const first = intake.accept(batch);
  first.catch(() => undefined);
  await eventually(async () => {
    const { rowCount } = await bench.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    expect(rowCount).toBe(1);
  });
  await locker.query('commit');
  locker.release();
  await expect(first).rejects.toThrow();
  await intake.accept(batch);
  await eventually(() => expect(worked).toHaveLength(300));
  expect(worked).toEqual(batch.map((update) => String(update.update_id)));
  await intake.close();
});
