import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { RowsParameter } from '@dovecote/db/rows-parameter';
import { PreparedStatement, runPrepared } from '@dovecote/db/run-prepared';
import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import { sql } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import { CallCounter } from './call-counter';
import { ClosedCalls } from './closed-calls';
import { GroupRunner } from './group-runner';
import { isPassingFailure } from './is-passing-failure';
import type { OutboxRow } from './outbox-row';
import { loadCalls } from './recover-outbox';

export interface OutboxChange {
  workspaceId: string;
  botId: string;
  id: number;
  epoch: number;
  state: 'queued' | 'sending' | 'sent' | 'refused' | 'ambiguous';
  attempts: number;
  /** True once an attempt's answer was lost; never taken back. */
  isAmbiguous: boolean;
  receipt?: Record<string, unknown> | undefined;
  /** Telegram forbade the call before this moment. */
  nextAttemptAt?: Date | undefined;
  error?: string | undefined;
  blockedChatId?: string | undefined;
  /** Set when an attempt ended, with whether Telegram did not do it. */
  call?: { isError: boolean } | undefined;
}

const batchMax = 500;
/** One that a killed process had not written yet makes its call an uncertain one. */
const receiptsEveryMs = 10;
const retryDelayMs = 100;

/** Writes what became of outbox rows, in batches: everything that waits goes with the next statement. */
export class OutboxStore {
  /** A null change is a barrier: all that was written before it is durable. */
  readonly #group: GroupRunner<OutboxChange | null, void>;

  /** Told of each bot that gets a receipt. */
  readonly closed: ClosedCalls;
  readonly #calls: CallCounter;
  readonly #warnUnread: (error: unknown, fields: { botId: string }) => void;
  readonly #warnUnwritten: (error: unknown) => void;

  constructor(
    private readonly db: Db,
    private readonly clock: () => Date,
    private readonly logger: Logger,
  ) {
    this.closed = new ClosedCalls(db);
    this.#calls = new CallCounter(db, logger);
    this.#warnUnread = warnSeldom(logger, 'calls that wait could not be read; trying again');
    this.#warnUnwritten = warnSeldom(logger, 'receipts could not be written; trying again');
    this.#group = new GroupRunner({
      itemsMax: batchMax,
      notedEveryMs: receiptsEveryMs,
      run: async (batch) => {
        const changes = batch.flatMap((change) => change ?? []);
        if (changes.length > 0) await this.#store(changes);
        return batch.map(() => undefined);
      },
    });
  }

  /** Resolves when the change is durable. */
  write(change: OutboxChange): Promise<void> {
    this.#count(change);
    return this.#group.add(change);
  }

  /** The same a few milliseconds later, together with receipts: many that come one by one must not be a statement each. */
  writeAlong(change: OutboxChange): Promise<void> {
    this.#count(change);
    return this.#group.addAlong(change);
  }

  /** The same for a change that nobody waits for, a few milliseconds later. */
  note(change: OutboxChange): void {
    this.#count(change);
    this.#group.note(change);
  }

  /** Resolves when everything written before this call is durable. */
  async settle(): Promise<void> {
    await Promise.all([this.#group.add(null), this.#calls.write()]);
  }

  /** The calls of these ids that wait still, in order; null if the database could not be asked. */
  async load(record: BotRecord, epoch: number, ids: readonly number[]): Promise<OutboxRow[] | null> {
    try {
      return await loadCalls(this.db, record, epoch, ids, this.clock());
    } catch (error) {
      this.#warnUnread(error, { botId: record.id });
      return null;
    }
  }

  #count(change: OutboxChange): void {
    this.closed.add(change.botId);
    if (change.call) this.#calls.note(change.botId, change.call.isError, this.clock());
  }

  async #store(changes: readonly OutboxChange[]): Promise<void> {
    for (;;) {
      try {
        await changeStatement.run(this.db, changeValues(changes, this.clock()));
        const blocked = changes.filter((change) => change.blockedChatId !== undefined);
        if (blocked.length > 0) await runPrepared(this.db, blockedStatement(blocked));
        return;
      } catch (error) {
        this.#warnUnwritten(error);
        if (!isPassingFailure(error)) return this.#storeApart(changes);
        await sleep(retryDelayMs);
      }
    }
  }

  /** A change the database refuses for what it holds is written without it; its state must never be lost. */
  async #storeApart(changes: readonly OutboxChange[]): Promise<void> {
    const [only] = changes;
    if (changes.length > 1) for (const change of changes) await this.#store([change]);
    else if (only?.receipt || only?.error) await this.#store([{ ...only, receipt: undefined, error: undefined }]);
    else this.logger.error({ row: only?.id, state: only?.state }, 'a receipt was refused');
  }
}

const givenChanges = new RowsParameter('changes', {
  id: 'bigint',
  epoch: 'bigint',
  state: 'text',
  attempts: 'int',
  is_ambiguous: 'boolean',
  receipt: 'jsonb',
  error: 'text',
  next_attempt_at: 'timestamptz',
});

const changeStatement = new PreparedStatement(
  () => sql`
    update outbox o set state = g.state, epoch = g.epoch, attempts = g.attempts,
      is_ambiguous = o.is_ambiguous or g.is_ambiguous, receipt = g.receipt, error = g.error,
      next_attempt_at = g.next_attempt_at,
      sent_at = case when g.state in ('sent', 'refused', 'ambiguous') then ${sql.placeholder('at')}::timestamptz end
    from ${givenChanges.source} as g
    where o.id = g.id and o.id = any(${sql.placeholder('ids')}::bigint[])
      and (o.epoch is null or o.epoch <= g.epoch)`,
);

function changeValues(changes: readonly OutboxChange[], at: Date) {
  // A row that changed twice while it waited is written once, as it is last. Repeats and takeovers lock in this order too.
  const last = new Map(changes.map((change) => [change.id, change]));
  const inOrder = [...last.values()].sort((a, b) => a.id - b.id);
  const rows = inOrder.map((change) => ({
    id: change.id,
    epoch: change.epoch,
    state: change.state,
    attempts: change.attempts,
    is_ambiguous: change.isAmbiguous,
    receipt: change.receipt ?? null,
    next_attempt_at: change.nextAttemptAt?.toISOString() ?? null,
    error: change.error ?? null,
  }));
  return { at: at.toISOString(), ...givenChanges.values(rows), ids: rows.map((row) => row.id) };
}

/** Marks the people who blocked or left the bot, as Telegram's refusals told. */
function blockedStatement(changes: readonly OutboxChange[]) {
  const rows = changes.map((change) => ({
    workspace_id: change.workspaceId,
    bot_id: change.botId,
    external_id: change.blockedChatId,
  }));
  return sql`
    update contacts c set is_blocked = true
    from json_to_recordset(${JSON.stringify(rows)}::json) as g(workspace_id text, bot_id text, external_id text)
    where c.workspace_id = g.workspace_id and c.bot_id = g.bot_id and c.channel = 'telegram'
      and c.external_id = g.external_id`;
}
