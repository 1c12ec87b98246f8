import { updates } from '@dovecote/db/schema/updates';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGate, createIntake, holdReads, messageUpdate } from './intake-bench.test-helper';
import { JournalWriter } from './journal-writer';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

test('a reload asked for while the journal is being read leads to a read from its beginning', async () => {
  const bot = await bench.createBot();
  const writer = new JournalWriter(bench.db, 'prc_elsewhere');
  const journal = (id: number) =>
    writer.append(bot, messageUpdate(id, id), JSON.stringify(messageUpdate(id, id)), new Date());
  // The first in the journal is committed, and so seen, after the second.
  await journal(1);
  await bench.db.update(updates).set({ state: 'skipped' }).where(eq(updates.botId, bot.id));
  await journal(2);
  const reads = holdReads(bench.db);
  const { intake, worked } = createIntake(bench, bot, { db: reads.db });
  intake.open();
  await eventually(() => expect(reads.readCount()).toBe(1));
  await bench.db.update(updates).set({ state: 'waiting' }).where(eq(updates.updateId, '1'));
  intake.reload();
  await eventually(() => {
    reads.release();
    expect(intake.hasBacklog).toBe(false);
  });
  // A read that began before the second was closed may bring it again; the flush then finds it closed.
  await eventually(() => expect([...new Set(worked)].sort()).toEqual(['1', '2']));
  await intake.close();
});

test('an update that is committed while the journal is being read is not worked again', async () => {
  const bot = await bench.createBot();
  const reads = holdReads(bench.db);
  const { intake, worked, hold } = createIntake(bench, bot, { db: reads.db });
  const gate = createGate();
  hold.until = gate.opened;
  await intake.accept([messageUpdate(1), messageUpdate(2)]);
  intake.open();
  await eventually(() => {
    reads.release();
    expect(worked).toEqual(['1']);
  });
  await eventually(() => expect(intake.hasBacklog).toBe(false));
  const readBefore = reads.readCount();
  intake.reload();
  await eventually(() => expect(reads.readCount()).toBe(readBefore + 1));
  gate.open();
  await eventually(() => expect([worked, intake.knows('2')]).toEqual([['1', '2'], false]));
  await eventually(() => {
    reads.release();
    expect(intake.hasBacklog).toBe(false);
  });
  await intake.close();
  expect(worked).toEqual(['1', '2']);
});

test('an old update that is put back is worked after a reload, at its old place or at a new one', async () => {
  const bot = await bench.createBot();
  const { intake, worked } = createIntake(bench, bot);
  await intake.accept([messageUpdate(1), messageUpdate(2), messageUpdate(3)]);
  intake.open();
  await eventually(() => {
    expect(worked).toEqual(['1', '2', '3']);
    expect(intake.knows('3')).toBe(false);
  });
  await bench.db.execute(
    sql`update updates set state = 'waiting', finished_at = null, seq = default where update_id = '2'`,
  );
  await bench.db.execute(sql`update updates set state = 'waiting', finished_at = null where update_id = '1'`);
  intake.reload();
  await eventually(() => expect(worked).toEqual(['1', '2', '3', '1', '2']));
  await intake.close();
});
