import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { lateMs, type Pipeline } from '@dovecote/db/pipeline';
import { pipelineOf } from '@dovecote/db/run-prepared';
import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import { findCommitted } from './find-committed';
import { findRepeats, type Repeat } from './find-repeats';
import type { Flush, FlushResult, HandledUpdate } from './flush';
import { type FlushAnswer, flushStatement, type PlannedCall } from './flush-statement';
import { GroupRunner } from './group-runner';
import { isItemsFault, isPassingFailure } from './is-passing-failure';
import type { OutboxRow } from './outbox-row';
import type { Sender } from './sender';

const updatesMax = 256;
/** So many are worth a statement of their own. */
const besideFrom = 24;
const reconnectDelayMs = 100;
/** How long a bot whose write broke a statement keeps out of everybody else's. */
const apartMs = 60_000;

export interface BatchFlushOptions {
  db: Db;
  processId: string;
  sender: Sender;
  clock: () => Date;
  /** False while others may take this process for dead. */
  isLeaseValid: () => boolean;
  logger: Logger;
}

/** What one statement said of an update: its bot may be another's, or the journal may have closed it before. */
type Claim =
  | { kind: 'committed'; rows: OutboxRow[] }
  | { kind: 'unclaimed' }
  | { kind: 'overtaking' }
  | { kind: 'refused' };
type Commits = GroupRunner<HandledUpdate, Claim>;

/** Group commit: one statement carries everything that is waiting the moment the last one returns. */
export function createBatchFlush(options: BatchFlushOptions): Flush {
  const warnAway = warnSeldom(options.logger, 'the database went away during a flush; trying again');
  const commit = (connection: Db | Pipeline, batch: readonly HandledUpdate[]) =>
    commitBatch({ ...options, connection, warnAway }, batch);
  const shared = pipelineOf(options.db);
  const together: Commits = new GroupRunner({
    itemsMax: updatesMax,
    besideFrom,
    // A statement waits for the one before it first.
    lateMs: 2 * lateMs,
    isItemsFault,
    // Part of a batch that failed may fail again, and slowly: nobody else's shall stand behind it.
    run: (batch, isPart) => commit(isPart ? options.db : shared, batch),
  });
  const apart: Commits = new GroupRunner({
    itemsMax: updatesMax,
    besideFrom,
    isItemsFault,
    run: (batch) => commit(options.db, batch),
  });
  const repeats = new GroupRunner<HandledUpdate, Repeat>({
    itemsMax: updatesMax,
    isItemsFault: (error) => !isPassingFailure(error),
    run: (batch) => findRepeats(options.db, batch),
  });
  const apartUntilMs = new Map<string, number>();

  const commitIn = async (commits: Commits, handled: HandledUpdate): Promise<FlushResult> => {
    const claim = await commits.add(handled);
    if (claim.kind !== 'unclaimed') return claim;
    const { entry } = handled;
    // An earlier statement may have committed it although its answer was lost.
    const before = entry.isCommitUnknown ? await findCommitted(options.db, handled) : null;
    if (before) return { kind: 'committed', rows: before };
    // Only a sender that still waits can be answered.
    if (!entry.fresh) return { kind: 'duplicate', inline: null };
    const { openSeq, inline } = await repeats.add(handled);
    if (openSeq === null) return { kind: 'duplicate', inline };
    // It was journalled by an attempt whose outcome nobody heard, or by another process, and waits there.
    entry.seq = openSeq;
    entry.fresh.acknowledge();
    entry.fresh = null;
    return commitIn(commits, handled);
  };

  return {
    async commit(handled) {
      const botId = handled.record.id;
      const untilMs = apartUntilMs.get(botId);
      if (untilMs !== undefined && untilMs < performance.now()) apartUntilMs.delete(botId);
      const { entry } = handled;
      if (entry.fresh?.state === 'journalling') await entry.fresh.journalled;
      if (entry.fresh) entry.fresh.state = 'committing';
      try {
        return await commitIn(apartUntilMs.has(botId) ? apart : together, handled);
      } catch (error) {
        if (entry.fresh) entry.fresh.state = 'waiting';
        if (isItemsFault(error)) apartUntilMs.set(botId, performance.now() + apartMs);
        throw error;
      }
    },
  };
}

interface BatchCommitOptions extends BatchFlushOptions {
  connection: Db | Pipeline;
  warnAway: (error: unknown) => void;
}

async function commitBatch(options: BatchCommitOptions, batch: readonly HandledUpdate[]): Promise<Claim[]> {
  const plans = batch.map((handled) => options.sender.plan(handled));
  for (;;) {
    // The database may be back before our lease, and would refuse what is still ours.
    while (!options.isLeaseValid()) await sleep(reconnectDelayMs);
    try {
      const { statement, values } = flushStatement(options.processId, batch, plans, options.clock());
      const [answer] = await statement.run(options.connection, values);
      return readClaims(options, batch, plans, answer ?? nothingHeld);
    } catch (error) {
      if (isItemsFault(error)) throw error;
      for (const { entry } of batch) entry.isCommitUnknown = true;
      options.warnAway(error);
      await sleep(reconnectDelayMs);
    }
  }
}

const nothingHeld: FlushAnswer = { held: [], overtaking: [], claimed: [], callIds: [] };

function readClaims(
  options: BatchFlushOptions,
  batch: readonly HandledUpdate[],
  plans: readonly (readonly PlannedCall[])[],
  answer: FlushAnswer,
): Claim[] {
  const claims = batch.map((): Claim => ({ kind: 'refused' }));
  for (const place of answer.held) claims[place] = { kind: 'unclaimed' };
  for (const place of answer.overtaking) claims[place] = { kind: 'overtaking' };
  const createdAt = options.clock();
  // The statement wrote the calls in this order.
  const ids = answer.callIds.values();
  for (const place of answer.claimed) {
    const handled = batch[place];
    if (handled) claims[place] = { kind: 'committed', rows: outboxRows(handled, plans[place] ?? [], ids, createdAt) };
  }
  return claims;
}

function outboxRows(
  { said, entry: { updateId } }: HandledUpdate,
  plan: readonly PlannedCall[],
  ids: Iterator<number>,
  createdAt: Date,
): OutboxRow[] {
  return said.calls.flatMap(({ method, payload, chatId, policy }, position) => {
    const { value: id } = ids.next();
    if (id === undefined) throw new Error('A call was committed without its row.');
    const state = plan[position]?.state ?? 'queued';
    return state === 'expired'
      ? []
      : [{ id, updateId, method, payload, chatId, policy, state, attempts: 0, createdAt }];
  });
}
