import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase } from '@dovecote/db/client';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { defineWrite, sayWrite } from '@dovecote/modules/kit/write-statement';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBatchFlush } from './batch-flush';
import type { BotRecord } from './bot-record';
import { groupCallsMax } from './chat-pace';
import type { Flush, FlushResult, HandledUpdate } from './flush';
import { FreshUpdate } from './fresh-update';
import { messageUpdate } from './intake-bench.test-helper';
import { type JournalEntry, journalEntry } from './journal';
import { JournalWriter } from './journal-writer';
import { type ProcessLease, registerProcess, takeBot } from './processes';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow, sentMessage, startBotApi } from './sender-bench.test-helper';

const lostAnswer = new Error('Connection terminated unexpectedly');
const passing = Object.assign(new Error('getaddrinfo ENOTFOUND postgres'), { code: 'ENOTFOUND' });
const refusal = Object.assign(new Error('division by zero'), { code: '22012' });

let bench: RuntimeBench;
let api: Awaited<ReturnType<typeof startBotApi>>;
let sending: ReturnType<typeof createSender>;
let lease: ProcessLease;
let bot: BotRecord;
let epoch: number;
let flush: Flush;
let isLeaseValid: boolean;

beforeEach(async () => {
  bench = await createRuntimeBench();
  api = await startBotApi((call) => call.answer(sentMessage));
  sending = createSender(bench);
  lease = await registerProcess(bench.url);
  bot = await bench.createBot(api.apiRoot);
  epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
  sending.open(bot);
  isLeaseValid = true;
  flush = createBatchFlush({
    db: bench.db,
    processId: lease.processId,
    sender: sending.sender,
    clock: () => new Date(),
    isLeaseValid: () => isLeaseValid,
    logger: bench.logger,
  });
});

afterEach(async () => {
  await sending.close();
  await lease.release();
  await api.close();
  await bench.close();
});

function freshEntry(updateId = 1, chatId = 5): JournalEntry {
  const update = messageUpdate(updateId, chatId);
  return { ...journalEntry(update, JSON.stringify(update), new Date()), fresh: new FreshUpdate() };
}

async function journalledEntry(updateId = 1, by = lease.processId): Promise<JournalEntry> {
  const update = messageUpdate(updateId);
  const text = JSON.stringify(update);
  const seq = await new JournalWriter(bench.db, by).append(bot, update, text, new Date());
  return { ...journalEntry(update, text, new Date()), text: null, seq };
}

/** Handled with one answer to its chat. */
function handled(entry: JournalEntry, chatId = '5'): HandledUpdate {
  const call = {
    method: 'sendMessage',
    payload: { chat_id: Number(chatId), text: 'hello' },
    chatId,
    policy: 'never_lost',
  } as const;
  const said = { outcome: { state: 'done', moduleId: 'core' } as const, writes: [], calls: [call] };
  return { record: bot, epoch, entry, startedAt: new Date(), attempts: 1, said };
}

type Query = (statement: { name?: string }, ...more: unknown[]) => Promise<unknown> | undefined;

/** The next statements meet these failures; the first is committed before its answer is lost. */
function loseAnswerThenFail(pool: pg.Pool, then: readonly Error[]): void {
  let failures = [lostAnswer, ...then];
  const isFailing = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (isFailing.has(client)) return;
    isFailing.add(client);
    const query = client.query.bind(client) as Query;
    const failing: Query = (statement, ...more) => {
      const [failure, ...later] = failures;
      if (statement.name === undefined || !failure) return query(statement, ...more);
      failures = later;
      const [values, answer] = more;
      const made = failure === lostAnswer ? query(statement, values) : undefined;
      const failed = Promise.resolve(made).then(() => Promise.reject(failure));
      // As a pool's own query asks its connection.
      return typeof answer === 'function' ? void failed.catch((error) => answer(error)) : failed;
    };
    Object.assign(client, { query: failing });
  });
}

/** As an update's work does: what the database refuses is committed once more. */
async function commitAgainIfRefused(entry: JournalEntry): Promise<FlushResult> {
  const work = handled(entry);
  return flush.commit(work).catch(() => flush.commit(work));
}

test.each([
  ['nothing more goes wrong', []],
  ['the next try cannot reach the database', [passing]],
  ['the next try is refused', [refusal]],
])('calls committed unheard are sent exactly once, fresh or journalled, when %s', async (_what, then) => {
  for (const entryOf of [freshEntry, journalledEntry]) {
    const entry = await entryOf();
    loseAnswerThenFail(bench.pool, then);
    const result = await commitAgainIfRefused(entry);
    const [row, ...others] = await bench.db.select().from(outbox);
    expect(others).toEqual([]);
    expect(result).toMatchObject({ kind: 'committed', rows: [{ id: row?.id, chatId: '5' }] });
    const before = api.received.length;
    sending.sender.enqueue(bot.id, result.kind === 'committed' ? result.rows : []);
    await eventually(async () => expect((await bench.db.select().from(outbox))[0]?.state).toBe('sent'));
    expect(api.received.length - before).toBe(1);
    await bench.db.delete(outbox);
    await bench.db.delete(updates);
  }
});

test('a fresh update that an unheard append left in the journal is committed there, once', async () => {
  await journalledEntry();
  const entry = freshEntry();
  const { fresh } = entry;
  expect(await flush.commit(handled(entry))).toMatchObject({ kind: 'committed', rows: [{ chatId: '5' }] });
  expect(await fresh?.durable).toEqual({ inline: null });
  expect(await bench.db.select().from(updates)).toMatchObject([{ updateId: '1', state: 'done' }]);
  expect(await flush.commit(handled({ ...freshEntry() }))).toEqual({ kind: 'duplicate', inline: null });
  expect(await bench.db.select().from(outbox)).toHaveLength(1);
});

test('an update that comes again is its first work’s to answer, even if nobody heard what became of the second', async () => {
  for (const entryOf of [freshEntry, journalledEntry]) {
    const twin = await entryOf();
    const first = { ...twin, fresh: twin.fresh && new FreshUpdate() };
    expect(await flush.commit(handled(first))).toMatchObject({ kind: 'committed', rows: [{ chatId: '5' }] });
    loseAnswerThenFail(bench.pool, []);
    const later = { ...handled(twin), startedAt: new Date(Date.now() + 5) };
    expect(await flush.commit(later)).toEqual({ kind: 'duplicate', inline: null });
    await bench.db.delete(outbox);
    await bench.db.delete(updates);
  }
});

test.each([
  ['is held at a later epoch', sql`update bot_holders set epoch = epoch + 1`],
  ['is held by a process whose lease ran out', sql`update processes set expires_at = now() - interval '1 second'`],
  ['was stopped', sql`update bots set desired_state = 'stopped'`],
  ['was suspended', sql`update bots set suspended_at = now()`],
])('an update whose bot %s leaves no trace in the database', async (_what, change) => {
  const journalled = await journalledEntry();
  await bench.db.execute(change);
  expect(await flush.commit(handled(journalled))).toEqual({ kind: 'refused' });
  expect(await bench.db.select().from(updates)).toMatchObject([{ updateId: '1', state: 'waiting' }]);
  await bench.db.delete(updates);
  expect(await flush.commit(handled(freshEntry()))).toEqual({ kind: 'refused' });
  expect(await bench.db.select().from(updates)).toEqual([]);
  expect(await bench.db.select().from(outbox)).toEqual([]);
});

const journalledElsewhere = (updateId: number) => journalledEntry(updateId, 'prc_elsewhere');

test.each([
  ['fresh', () => Promise.resolve(freshEntry(2))],
  ['journalled', () => journalledEntry(2)],
])(
  'a %s update never commits before an older one of its chat that another process journalled, and another chat’s does',
  async (_what, entryOf) => {
    const older = await journalledElsewhere(1);
    const newer = await entryOf();
    expect(await flush.commit(handled(newer))).toEqual({ kind: 'overtaking' });
    expect(await flush.commit(handled(freshEntry(3, 6)))).toMatchObject({ kind: 'committed' });
    expect(await bench.db.select({ updateId: outbox.updateId }).from(outbox)).toEqual([{ updateId: '3' }]);
    expect(await flush.commit(handled(older))).toMatchObject({ kind: 'committed' });
    expect(await flush.commit(handled(newer))).toMatchObject({ kind: 'committed' });
  },
);

test('each call of a batch gets its own row, also beside updates that leave without an effect', async () => {
  await flush.commit(handled(freshEntry(2)));
  const works = [1, 2, 3, 4].map((updateId) => {
    const work = handled(freshEntry(updateId));
    const [call] = work.said.calls;
    const calls = updateId === 3 || !call ? [] : ['a', 'b'].map((name) => ({ ...call, chatId: `${updateId}${name}` }));
    return { ...work, said: { ...work.said, calls } };
  });
  const results = await Promise.all(works.map((work) => flush.commit(work)));
  const rows = results.map((result) => (result.kind === 'committed' ? result.rows : result.kind));
  const chats = new Map((await bench.db.select().from(outbox)).map((row) => [row.id, row.chatId]));
  expect(rows.map((ofOne) => (typeof ofOne === 'string' ? ofOne : ofOne.map((row) => chats.get(row.id))))).toEqual([
    ['1a', '1b'],
    'duplicate',
    [],
    ['4a', '4b'],
  ]);
});

test('what another process journalled after it, or this one, holds up no update', async () => {
  const journalled = await journalledEntry(1);
  const fresh = freshEntry(2);
  await journalledElsewhere(3);
  expect(await flush.commit(handled(journalled))).toMatchObject({ kind: 'committed' });
  await bench.db.delete(updates).where(eq(updates.updateId, '3'));
  await journalledEntry(4);
  expect(await flush.commit(handled(fresh))).toMatchObject({ kind: 'committed' });
});

test('what was committed unheard is this process’s to send, though another one journalled for the chat meanwhile', async () => {
  const entry = freshEntry(1);
  await flush.commit(handled(entry));
  await journalledElsewhere(2);
  entry.isCommitUnknown = true;
  const again = handled(entry);
  const [stored] = await bench.db.select().from(updates).where(eq(updates.updateId, '1'));
  again.startedAt = stored?.startedAt ?? again.startedAt;
  expect(await flush.commit(again)).toMatchObject({ kind: 'committed', rows: [{ chatId: '5' }] });
});

test('what is committed before the lease is back waits for it, and is not refused', async () => {
  await bench.db.execute(sql`update processes set expires_at = clock_timestamp() - interval '1 second'
    where id = ${lease.processId}`);
  isLeaseValid = false;
  const committed = flush.commit(handled(freshEntry()));
  await sleep(300);
  await lease.beat();
  isLeaseValid = true;
  expect(await committed).toMatchObject({ kind: 'committed' });
});

test('however many ways there are to mix writes in a batch, a connection keeps few plans, and each write is made once', async () => {
  const one = connectDatabase({ url: bench.url, applicationName: 'one', connectionsMax: 1, hasFixedStatements: true });
  flush = createBatchFlush({
    db: one.db,
    processId: lease.processId,
    sender: sending.sender,
    clock: () => new Date(),
    isLeaseValid: () => true,
    logger: bench.logger,
  });
  await bench.db.execute(sql`create table probes (name text, update_id text)`);
  const writes = Array.from({ length: 12 }, (_, number) => {
    const id = `probe.${number}`;
    return defineWrite<object>({
      id,
      columns: {},
      statement: (source) => sql`insert into probes select ${sql.raw(`'${id}'`)}, update_id from ${source}`,
    });
  });
  const expected: string[] = [];
  for (let updateId = 1; updateId <= 120; updateId += 1) {
    const mixed = writes.filter((_, place) => ((updateId * 37) >> (place % 12)) & 1);
    expected.push(...mixed.map(({ id }) => `${id} of ${updateId}`));
    const update = handled(freshEntry(updateId));
    update.said.writes = mixed.map((write) => sayWrite(write, {}));
    expect(await flush.commit(update)).toMatchObject({ kind: 'committed' });
  }
  const { rows } = await bench.db.execute<{ made: string }>(
    sql`select name || ' of ' || update_id as made from probes`,
  );
  expect(rows.map(({ made }) => made).sort()).toEqual(expected.sort());
  const plans = await one.db.execute<{ count: number }>(sql`
    select count(*)::int as count from pg_prepared_statements where statement like '%probes%'`);
  expect(plans.rows[0]?.count).toBeLessThanOrEqual(16 + writes.length);
  await one.close();
});

/** Until the lock is released, what is committed for the bot waits. */
async function lockBot() {
  const holder = await bench.pool.connect();
  await holder.query('begin');
  await holder.query('select from bots where id = $1 for update', [bot.id]);
  return {
    async untilMet() {
      await eventually(async () => {
        const { rowCount } = await bench.pool.query(`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
        expect(rowCount).toBe(1);
      });
    },
    async breakConnection() {
      await bench.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
    },
    async release() {
      await holder.query('rollback');
      holder.release();
    },
  };
}

async function otherBot(): Promise<Pick<HandledUpdate, 'record' | 'epoch'>> {
  const record = await bench.createBot(api.apiRoot);
  sending.open(record);
  return { record, epoch: (await takeBot(bench.db, lease.processId, record))?.epoch ?? 0 };
}

test('an update that waits for somebody’s lock keeps no other bot’s waiting for long', async () => {
  const other = await otherBot();
  const lock = await lockBot();
  const stuck = flush.commit(handled(freshEntry(1)));
  await lock.untilMet();
  expect(await flush.commit({ ...handled(freshEntry(2)), ...other })).toMatchObject({ kind: 'committed' });
  await lock.release();
  expect(await stuck).toMatchObject({ kind: 'committed' });
});

test('what was sent behind a statement whose connection breaks is committed once', async () => {
  const other = await otherBot();
  const lock = await lockBot();
  const stuck = flush.commit(handled(freshEntry(1)));
  // The first batch leaves at the end of this turn.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const behind = Array.from({ length: 30 }, (_, place) =>
    flush.commit({ ...handled(freshEntry(2 + place, 100 + place)), ...other }),
  );
  await lock.untilMet();
  await lock.breakConnection();
  await lock.release();
  for (const committed of await Promise.all([stuck, ...behind])) expect(committed).toMatchObject({ kind: 'committed' });
  expect(await bench.db.$count(updates)).toBe(31);
  expect(await bench.db.$count(outbox)).toBe(31);
});

test('a group that has an hour of messages before it gets no more, which goes on record; a person gets all', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const wait = (chatId: string) => {
    const rows = Array.from({ length: groupCallsMax }, () =>
      outboxRow(chatId, { state: 'queued', notBefore: tomorrow }),
    );
    sending.sender.enqueue(bot.id, rows);
  };
  wait('-5');
  wait('5');
  const toGroup = await flush.commit(handled(freshEntry(1, -5), '-5'));
  expect(toGroup).toMatchObject({ kind: 'committed', rows: [] });
  const toPerson = await flush.commit(handled(freshEntry(2), '5'));
  expect(toPerson).toMatchObject({ kind: 'committed', rows: [{ state: 'queued' }] });
  // What somebody was promised, and what is no message.
  for (const [updateId, more] of [[3, { ref: 'faq/question' }] as const, [4, { method: 'editMessageText' }] as const]) {
    const spared = handled(freshEntry(updateId, -5), '-5');
    spared.said.calls = spared.said.calls.map((call) => ({ ...call, ...more }));
    expect(await flush.commit(spared)).toMatchObject({ rows: [{ state: 'queued' }] });
  }
  const rows = await bench.db.select().from(outbox).orderBy(outbox.id);
  expect(rows).toMatchObject([
    // Nothing looks for it any more.
    { chatId: '-5', state: 'expired', sentAt: expect.any(Date) },
    { chatId: '5', state: 'queued', sentAt: null },
    { chatId: '-5', state: 'queued' },
    { chatId: '-5', state: 'queued' },
  ]);
});
