import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import { asSealed } from '@dovecote/vault/sealed';
import { sql } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import { isPassingFailure } from './is-passing-failure';
import { latencyZeros } from './latency-histogram';
import type { OutboxRow } from './outbox-row';

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
const retryDelayMs = 200;

/** Writes what became of outbox rows, in batches: everything that waits goes with the next statement. */
export class OutboxStore {
  /** A null change is a barrier: all that was written before it is durable. */
  #waiting: { change: OutboxChange | null; done: () => void }[] = [];
  #running: Promise<void> | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: () => Date,
    private readonly logger: Logger,
  ) {}

  /** Resolves when the change is durable. */
  write(change: OutboxChange): Promise<void> {
    return this.#push(change);
  }

  /** Resolves when everything written before this call is durable. */
  settle(): Promise<void> {
    return this.#push(null);
  }

  #push(change: OutboxChange | null): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ change, done });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchMax);
      const changes = batch.flatMap((one) => one.change ?? []);
      if (changes.length > 0) await this.#store(changes);
      for (const one of batch) one.done();
    }
    this.#running = null;
  }

  async #store(changes: readonly OutboxChange[]): Promise<void> {
    for (;;) {
      try {
        await this.db.execute(changeStatement(changes, this.clock()));
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

/** How long Telegram's own promise holds; an older answer would only surprise. */
const expiryMs = 24 * 3_600_000;

/**
 * Takes over what an earlier holder left open, in order: `sending` rows of a dead epoch may have been executed, so they
 * are marked ambiguous and, unless their policy is never-twice, sent again; what is over a day old expires.
 */
export async function recoverOutbox(db: Db, record: BotRecord, epoch: number, now: Date): Promise<OutboxRow[]> {
  const oldest = new Date(now.getTime() - expiryMs).toISOString();
  const result = await db.execute<RecoveredRow>(sql`
    with open as materialized (
      select id, created_at < ${oldest}::timestamptz as is_old, state = 'sending' as was_sending, policy
      from outbox where workspace_id = ${record.workspaceId} and bot_id = ${record.id}
        and state in ('queued', 'sending') for update
    )
    update outbox o set
      state = case when open.is_old then 'expired' when open.was_sending and open.policy = 'never_twice' then 'ambiguous' else 'queued' end,
      is_ambiguous = o.is_ambiguous or open.was_sending, epoch = ${epoch}
    from open where o.id = open.id
    returning o.id, o.update_id, o.chat_id, o.method, o.payload, o.policy, o.state, o.attempts, o.created_at,
      o.next_attempt_at`);
  return result.rows
    .filter((row) => row.state === 'queued')
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map((row) => ({
      id: Number(row.id),
      updateId: row.update_id,
      chatId: row.chat_id,
      method: row.method,
      payload: record.calls.open(asSealed(row.payload), { row: record.id, column: 'payload' }).use(parsePayload),
      policy: row.policy,
      state: 'queued',
      attempts: row.attempts,
      createdAt: new Date(row.created_at),
      notBefore: row.next_attempt_at === null ? undefined : new Date(row.next_attempt_at),
    }));
}

type RecoveredRow = {
  id: string;
  update_id: string | null;
  chat_id: string | null;
  method: string;
  payload: string;
  policy: OutboxRow['policy'];
  state: string;
  attempts: number;
  created_at: string;
  next_attempt_at: string | null;
};

function parsePayload(text: string): Record<string, unknown> {
  return JSON.parse(text);
}
