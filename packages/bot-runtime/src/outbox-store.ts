import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import type { Logger } from '@dovecote/observability/logger';
import { sql } from 'drizzle-orm';
import { GroupRunner } from './group-runner';
import { isPassingFailure } from './is-passing-failure';
import { latencyZeros } from './latency-histogram';

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
const retryDelayMs = 100;

/** Writes what became of outbox rows, in batches: everything that waits goes with the next statement. */
export class OutboxStore {
  /** A null change is a barrier: all that was written before it is durable. */
  readonly #group: GroupRunner<OutboxChange | null, void>;

  constructor(
    private readonly db: Db,
    private readonly clock: () => Date,
    private readonly logger: Logger,
  ) {
    this.#group = new GroupRunner({
      itemsMax: batchMax,
      run: async (batch) => {
        const changes = batch.flatMap((change) => change ?? []);
        if (changes.length > 0) await this.#store(changes);
        return batch.map(() => undefined);
      },
    });
  }

  /** Resolves when the change is durable. */
  write(change: OutboxChange): Promise<void> {
    return this.#group.add(change);
  }

  /** Resolves when everything written before this call is durable. */
  settle(): Promise<void> {
    return this.#group.add(null);
  }

  async #store(changes: readonly OutboxChange[]): Promise<void> {
    for (;;) {
      try {
        await runPrepared(this.db, changeStatement(changes, this.clock()));
        return;
      } catch (error) {
        this.logger.warn({ err: error, rows: changes.length }, 'receipts could not be written; trying again');
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

function changeStatement(changes: readonly OutboxChange[], at: Date) {
  // A row that changed twice while it waited is written once, as it is last.
  const last = new Map(changes.map((change) => [change.id, change]));
  const rows = [...last.values()].map((change) => ({
    id: change.id,
    workspace_id: change.workspaceId,
    bot_id: change.botId,
    epoch: change.epoch,
    state: change.state,
    attempts: change.attempts,
    is_ambiguous: change.isAmbiguous,
    receipt: change.receipt ?? null,
    next_attempt_at: change.nextAttemptAt?.toISOString() ?? null,
    error: change.error ?? null,
    blocked_chat_id: change.blockedChatId ?? null,
  }));
  const calls = changes.flatMap((change) =>
    change.call ? [{ workspace_id: change.workspaceId, bot_id: change.botId, is_error: change.call.isError }] : [],
  );
  const moment = sql`${at.toISOString()}::timestamptz`;
  return sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, workspace_id text, bot_id text,
        epoch bigint, state text, attempts int, is_ambiguous boolean, receipt jsonb, error text, blocked_chat_id text,
        next_attempt_at timestamptz)
    ), written as (
      update outbox o set state = g.state, epoch = g.epoch, attempts = g.attempts,
        is_ambiguous = o.is_ambiguous or g.is_ambiguous, receipt = g.receipt, error = g.error,
        next_attempt_at = g.next_attempt_at,
        sent_at = case when g.state in ('sent', 'refused', 'ambiguous') then ${moment} end
      from given g where o.id = g.id and (o.epoch is null or o.epoch <= g.epoch)
    ), blocked as (
      update contacts c set is_blocked = true
      from (select distinct workspace_id, bot_id, blocked_chat_id from given where blocked_chat_id is not null) g
      where c.workspace_id = g.workspace_id and c.bot_id = g.bot_id and c.external_id = g.blocked_chat_id
    )
    insert into minute_stats (workspace_id, bot_id, minute, calls, errors, latency)
    select workspace_id, bot_id, date_trunc('minute', ${moment}), count(*), count(*) filter (where is_error), ${latencyZeros}
    from jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) as c(workspace_id text, bot_id text, is_error boolean)
    group by 1, 2 order by 1, 2
    on conflict (workspace_id, bot_id, minute) do update set
      calls = minute_stats.calls + excluded.calls, errors = minute_stats.errors + excluded.errors`;
}
