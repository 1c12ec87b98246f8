import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import { sql } from 'drizzle-orm';
import type { Flush, FlushResult, HandledUpdate } from './flush';
import { flushStatement, type PlannedCall } from './flush-statement';
import { isPassingFailure } from './is-passing-failure';
import type { OutboxRow } from './outbox-row';
import type { Sender } from './sender';

const batchMax = 256;
const reconnectDelayMs = 200;

interface Waiting {
  handled: HandledUpdate;
  resolve(result: FlushResult): void;
  reject(error: unknown): void;
}

export interface BatchFlushOptions {
  db: Db;
  processId: string;
  sender: Sender;
  clock: () => Date;
  logger: Logger;
}

/** Group commit: everything that is waiting the moment the last statement returns goes with the next one. */
export function createBatchFlush(options: BatchFlushOptions): Flush {
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchMax);
      await commitOrSplit(options, batch);
    }
    isRunning = false;
  }

  return {
    commit: (handled) =>
      new Promise((resolve, reject) => {
        waiting.push({ handled, resolve, reject });
        if (!isRunning) queueMicrotask(() => !isRunning && void run());
      }),
  };
}

/** A batch the database refuses is halved until the update that broke it stands alone. */
async function commitOrSplit(options: BatchFlushOptions, batch: readonly Waiting[]): Promise<void> {
  try {
    const results = await commitBatch(
      options,
      batch.map((waiting) => waiting.handled),
    );
    for (const [index, waiting] of batch.entries()) waiting.resolve(results[index] ?? { kind: 'refused' });
  } catch (error) {
    const [first] = batch;
    if (batch.length === 1 && first) return first.reject(error);
    const middle = Math.ceil(batch.length / 2);
    await commitOrSplit(options, batch.slice(0, middle));
    await commitOrSplit(options, batch.slice(middle));
  }
}

async function commitBatch(options: BatchFlushOptions, batch: readonly HandledUpdate[]): Promise<FlushResult[]> {
  const plans = batch.map((handled) => options.sender.plan(handled.record.id, handled.said.calls));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const statement = flushStatement(options.processId, batch, plans, options.clock());
      const result = await options.db.execute<ClaimedRow>(statement);
      const isRepeated = attempt > 1;
      return await readResults(options, batch, plans, result.rows, isRepeated);
    } catch (error) {
      if (!isPassingFailure(error)) throw error;
      options.logger.warn({ err: error, attempt }, 'the database went away during a flush; trying again');
      await sleep(reconnectDelayMs);
    }
  }
}

type ClaimedRow = { bot_id: string; update_id: string; id: string | null; position: number | null };

async function readResults(
  options: BatchFlushOptions,
  batch: readonly HandledUpdate[],
  plans: readonly (readonly PlannedCall[])[],
  rows: readonly ClaimedRow[],
  isRepeated: boolean,
): Promise<FlushResult[]> {
  const claimed = new Map<string, ClaimedRow[]>();
  for (const row of rows) {
    const key = `${row.bot_id}/${row.update_id}`;
    claimed.set(key, [...(claimed.get(key) ?? []), row]);
  }
  const results: FlushResult[] = [];
  for (const [index, handled] of batch.entries()) {
    let found = claimed.get(`${handled.record.id}/${handled.entry.updateId}`);
    // The statement before this one may have committed although its answer was lost.
    if (!found && isRepeated) found = await findCommitted(options.db, handled);
    results.push(
      found
        ? { kind: 'committed', rows: outboxRows(handled, plans[index] ?? [], found, options.clock()) }
        : { kind: 'refused' },
    );
  }
  return results;
}

async function findCommitted(db: Db, handled: HandledUpdate): Promise<ClaimedRow[] | undefined> {
  const { workspaceId, id } = handled.record;
  const result = await db.execute<ClaimedRow>(sql`
    select u.bot_id, u.update_id, o.id, o.position
    from updates u
    left join outbox o on o.workspace_id = u.workspace_id and o.bot_id = u.bot_id and o.update_id = u.update_id
      and o.epoch = ${handled.epoch} and o.state in ('queued', 'sending')
    where u.workspace_id = ${workspaceId} and u.bot_id = ${id} and u.update_id = ${handled.entry.updateId}
      and u.state <> 'waiting'
    order by o.id`);
  return result.rows.length > 0 ? result.rows : undefined;
}

function outboxRows(
  handled: HandledUpdate,
  plan: readonly PlannedCall[],
  rows: readonly ClaimedRow[],
  createdAt: Date,
): OutboxRow[] {
  return rows.flatMap((row) => {
    const call = row.position === null ? undefined : handled.said.calls[row.position];
    if (row.id === null || row.position === null || !call) return [];
    const { method, payload, chatId, policy } = call;
    const state = plan[row.position]?.state ?? 'queued';
    return [
      {
        id: Number(row.id),
        updateId: handled.entry.updateId,
        method,
        payload,
        chatId,
        policy,
        state,
        attempts: 0,
        createdAt,
      },
    ];
  });
}
