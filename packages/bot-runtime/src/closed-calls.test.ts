import { outbox } from '@dovecote/db/schema/outbox';
import { botHolders } from '@dovecote/db/schema/processes';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
import { ClosedCalls } from './closed-calls';
import { type ProcessLease, registerProcess, takeBot } from './processes';
import { recoverOutbox } from './recover-outbox';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

let bench: RuntimeBench;
let lease: ProcessLease;
let bot: BotRecord;
let epoch: number;
let closed: ClosedCalls;
let position = 0;

beforeEach(async () => {
  bench = await createRuntimeBench();
  lease = await registerProcess(bench.url);
  bot = await bench.createBot();
  epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
  closed = new ClosedCalls(bench.db);
});

afterEach(async () => {
  await lease.release();
  await bench.close();
});

const call = (state: 'sent' | 'sending' | 'queued', of: BotRecord) => {
  position += 1;
  return {
    workspaceId: of.workspaceId,
    botId: of.id,
    position,
    method: 'sendMessage',
    payload: of.calls.seal(JSON.stringify({ text: `call ${position}` }), { row: of.id, column: 'payload' }),
    policy: 'never_lost' as const,
    state,
    sentAt: state === 'sent' ? new Date() : null,
  };
};

async function plant(state: 'sent' | 'sending' | 'queued', db: Pick<typeof bench.db, 'insert'> = bench.db, of = bot) {
  const [row] = await db.insert(outbox).values(call(state, of)).returning();
  return row?.id ?? 0;
}

async function noted(of = bot): Promise<number> {
  const [row] = await bench.db.select().from(botHolders).where(eq(botHolders.botId, of.id));
  return row?.callsClosedTo ?? -1;
}

/** What is closed now has been noted: a later call of another bot has. */
async function settle(): Promise<void> {
  const other = await bench.createBot();
  await takeBot(bench.db, lease.processId, other);
  const last = await plant('sent', bench.db, other);
  await eventually(async () => {
    for (const { id } of [bot, other]) closed.add(id);
    await closed.note(() => true);
    expect(await noted(other)).toBe(last);
  });
}

async function lookOften(): Promise<void> {
  for (let look = 0; look < 5; look += 1) {
    closed.add(bot.id);
    await closed.note(() => true);
  }
}

/** Other tests' transactions are under way as well, in the databases beside this one. */
async function noteUpTo(id: number): Promise<void> {
  await eventually(async () => {
    closed.add(bot.id);
    await closed.note(() => true);
    expect(await noted()).toBe(id);
  });
}

const recovered = async () => (await recoverOutbox(bench.db, bot, epoch, new Date())).rows.map(({ id }) => id);

test('calls are noted as closed up to the first that is open, and the open ones are found behind the note', async () => {
  await plant('sent');
  const last = await plant('sent');
  await noteUpTo(last);
  const sending = await plant('sending');
  await plant('sent');
  const queued = await plant('queued');
  await settle();
  expect(await noted()).toBe(sending - 1);
  expect(await recovered()).toEqual([sending, queued]);
});

test('nothing is noted past a call whose transaction is still under way', async () => {
  const before = await plant('sent');
  let hidden = 0;
  await bench.db.transaction(async (transaction) => {
    hidden = await plant('queued', transaction);
    expect(await plant('sent')).toBeGreaterThan(hidden);
    await lookOften();
    expect(await noted()).toBeLessThanOrEqual(before);
  });
  await noteUpTo(hidden - 1);
  expect(await recovered()).toEqual([hidden]);
});

test('nothing is noted past a call whose transaction began after the last one that has ended', async () => {
  let hidden = 0;
  await bench.db.transaction(async (late) => {
    await bench.db.transaction(async (early) => {
      await early.execute(sql`select pg_current_xact_id()`);
      hidden = await plant('queued', late);
      expect(await plant('sent', early)).toBeGreaterThan(hidden);
    });
    await lookOften();
    expect(await noted()).toBeLessThan(hidden);
  });
  await noteUpTo(hidden - 1);
  expect(await recovered()).toEqual([hidden]);
});

test('bots that another process holds by now are left to it', async () => {
  const last = await plant('sent');
  closed.add(bot.id);
  await closed.note(() => false);
  for (let look = 0; look < 3; look += 1) await closed.note(() => true);
  expect(await noted()).toBe(0);
  await noteUpTo(last);
});

test('a bot whose calls are all noted is not looked at again until it has more', async () => {
  const last = await plant('sent');
  await noteUpTo(last);
  await bench.db.update(botHolders).set({ callsClosedTo: 0 });
  for (let look = 0; look < 3; look += 1) await closed.note(() => true);
  expect(await noted()).toBe(0);
  await noteUpTo(last);
});

test('a receipt touches no index of the outbox', async () => {
  const id = await plant('sending');
  await bench.db.transaction(async (transaction) => {
    await transaction.execute(sql`
      update outbox set state = 'sent', sent_at = now(), attempts = 1, receipt = '{"messageId":1}', epoch = 1 where id = ${id}`);
    const { rows } = await transaction.execute(sql`
      select pg_stat_get_xact_tuples_hot_updated('outbox'::regclass)::int as hot`);
    expect(rows).toEqual([{ hot: 1 }]);
  });
});
