import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import type { Logger } from '@dovecote/observability/logger';
import { findCommitted, findInlineCall, findOpenPlace } from './find-committed';
import type { Flush, FlushResult, HandledUpdate } from './flush';
import { type CallRow, type FlushRow, flushStatement, type PlannedCall } from './flush-statement';
import { GroupRunner } from './group-runner';
import { isItemsFault } from './is-passing-failure';
import type { OutboxRow } from './outbox-row';
import type { Sender } from './sender';

const updatesMax = 256;
/** So many are worth a statement of their own, built while the database works on the one before. */
const besideFrom = 32;
const reconnectDelayMs = 100;
/** How long a bot whose write broke a statement keeps out of everybody else's. */
const apartMs = 60_000;

export interface BatchFlushOptions {
  db: Db;
  processId: string;
  sender: Sender;
  clock: () => Date;
  logger: Logger;
}

/** Group commit: one statement carries everything that is waiting the moment the last one returns. */
export function createBatchFlush(options: BatchFlushOptions): Flush {
  const group = () =>
    new GroupRunner<HandledUpdate, FlushResult>({
      itemsMax: updatesMax,
      besideFrom,
      isItemsFault,
      run: (batch) => commitBatch(options, batch),
    });
  const together = group();
  const apart = group();
  const apartUntilMs = new Map<string, number>();

  return {
    async commit(handled) {
      const botId = handled.record.id;
      const untilMs = apartUntilMs.get(botId);
      if (untilMs !== undefined && untilMs < performance.now()) apartUntilMs.delete(botId);
      const { entry } = handled;
      if (entry.fresh?.state === 'journalling') await entry.fresh.journalled;
      if (entry.fresh) entry.fresh.state = 'committing';
      try {
        const pipeline = apartUntilMs.has(botId) ? apart : together;
        const result = await pipeline.add(handled);
        if (result.kind !== 'duplicate' || !entry.fresh) return result;
        // It may have been journalled by an attempt whose outcome nobody heard, and wait there.
        const seq = await findOpenPlace(options.db, handled);
        if (seq === null) return result;
        entry.seq = seq;
        entry.fresh.acknowledge();
        entry.fresh = null;
        return await pipeline.add(handled);
      } catch (error) {
        if (entry.fresh) entry.fresh.state = 'waiting';
        apartUntilMs.set(botId, performance.now() + apartMs);
        throw error;
      }
    },
  };
}

async function commitBatch(options: BatchFlushOptions, batch: readonly HandledUpdate[]): Promise<FlushResult[]> {
  const plans = batch.map((handled) => options.sender.plan(handled));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const statement = flushStatement(options.processId, batch, plans, options.clock());
      const rows = await runPrepared<FlushRow>(options.db, statement);
      return await readResults(options, batch, plans, rows);
    } catch (error) {
      if (isItemsFault(error)) throw error;
      for (const { entry } of batch) entry.isCommitUnknown = true;
      options.logger.warn({ err: error, attempt }, 'the database went away during a flush; trying again');
      await sleep(reconnectDelayMs);
    }
  }
}

async function readResults(
  options: BatchFlushOptions,
  batch: readonly HandledUpdate[],
  plans: readonly (readonly PlannedCall[])[],
  rows: readonly FlushRow[],
): Promise<FlushResult[]> {
  const held = new Set<number>();
  const claimed = new Set<number>();
  const calls = new Map<string, CallRow[]>();
  for (const row of rows) {
    if (row.kind === 'held') held.add(row.position);
    else if (row.kind === 'claimed') claimed.add(row.position);
    else if (row.kind === 'call') {
      const key = `${row.bot_id}/${row.update_id}`;
      const known = calls.get(key);
      if (known) known.push(row);
      else calls.set(key, [row]);
    }
  }
  const results: FlushResult[] = [];
  for (const [position, handled] of batch.entries()) {
    if (!held.has(position)) results.push({ kind: 'refused' });
    else if (claimed.has(position)) {
      const own = calls.get(`${handled.record.id}/${handled.entry.updateId}`) ?? [];
      results.push({ kind: 'committed', rows: outboxRows(handled, plans[position] ?? [], own, options.clock()) });
    } else {
      // An earlier statement may have committed it although its answer was lost.
      const before = handled.entry.isCommitUnknown ? await findCommitted(options.db, handled) : null;
      results.push(
        before
          ? { kind: 'committed', rows: before }
          : { kind: 'duplicate', inline: await findInline(options, handled) },
      );
    }
  }
  return results;
}

/** Only a sender that still waits can be answered. */
async function findInline(options: BatchFlushOptions, handled: HandledUpdate): Promise<OutboxRow | null> {
  return handled.entry.fresh ? findInlineCall(options.db, handled.record, handled.entry.updateId) : null;
}

function outboxRows(
  handled: HandledUpdate,
  plan: readonly PlannedCall[],
  rows: readonly CallRow[],
  createdAt: Date,
): OutboxRow[] {
  return rows.flatMap((row) => {
    const call = handled.said.calls[row.position];
    if (!call) return [];
    const { method, payload, chatId, policy } = call;
    const state = plan[row.position]?.state ?? 'queued';
    const { updateId } = handled.entry;
    return [{ id: Number(row.id), updateId, method, payload, chatId, policy, state, attempts: 0, createdAt }];
  });
}
