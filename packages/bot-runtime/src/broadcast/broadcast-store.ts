import type { Db } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import { asSealed, type Sealed } from '@dovecote/vault/sealed';
import { sql } from 'drizzle-orm';
import { heldAndWanted, leaseOf } from '../claim-fence';

/** A broadcast that is not over, of a bot that this process holds. */
export interface OpenBroadcast {
  id: string;
  workspaceId: string;
  botId: string;
  epoch: number;
  isPaused: boolean;
}

export interface SealedCall {
  id: string;
  method: string;
  payload: Sealed;
}

/** One recipient, as every statement names it. */
export interface RecipientKey {
  workspaceId: string;
  botId: string;
  broadcastId: string;
  chatId: string;
}

export interface WaitingRecipient {
  broadcastId: string;
  chatId: string;
  attempts: number;
  /** Telegram forbade the call before this moment, maybe to an earlier process. */
  notBefore: Date | null;
}

/** What became of recipients that this process had taken up. */
export interface Receipt extends RecipientKey {
  epoch: number;
  state: 'waiting' | 'sent' | 'refused' | 'ambiguous';
  attempts: number;
  messageId?: number | undefined;
  nextAttemptAt?: Date | undefined;
  error?: string | undefined;
  /** Telegram said that this person no longer takes the bot's messages. */
  isBlocked?: boolean | undefined;
}

export interface Claim extends RecipientKey {
  epoch: number;
}

const claimShape = 'position int, workspace_id text, bot_id text, broadcast_id text, chat_id text, epoch bigint';

/**
 * The statements of broadcasts, each for all bots at once. As in the flush, what could be joined by reading a whole
 * index is written as a lateral look-up of one row; and because rows pass through the partial indexes fast, what knows
 * its recipient looks it up by the key.
 */
export class BroadcastStore {
  constructor(
    private readonly db: Db,
    private readonly processId: string,
  ) {}

  /**
   * The broadcasts of this process's bots that run or are paused. What an earlier holder had taken up and has no receipt
   * is ambiguous from now on; what has nobody left is done.
   */
  async look(at: Date): Promise<OpenBroadcast[]> {
    const now = sql`${at.toISOString()}::timestamptz`;
    const rows = await runPrepared<{
      id: string;
      workspace_id: string;
      bot_id: string;
      epoch: string;
      is_paused: boolean;
    }>(
      this.db,
      sql`
      with orphans as materialized (
        select r.row_id from (
          select ctid as row_id, bot_id, epoch from broadcast_recipients where state = 'sending' offset 0
        ) as r cross join lateral (
          select from bot_holders h where h.bot_id = r.bot_id and h.process_id = ${this.processId} and h.epoch > r.epoch limit 1
        ) as holder
      ), lost as (
        update broadcast_recipients r set state = 'ambiguous', error = 'its process ended before the answer', closed_at = ${now}
        from orphans where r.ctid = orphans.row_id and r.state = 'sending'
      ), open as materialized (
        select b.*, holder.epoch, left_over.is_left is null as is_over
        from (
          select id, workspace_id, bot_id, state from broadcasts where state in ('running', 'paused') offset 0
        ) as b cross join lateral (
          select h.epoch from bot_holders h where h.bot_id = b.bot_id and h.process_id = ${this.processId} limit 1
        ) as holder left join lateral (
          (select true as is_left from broadcast_recipients r where r.broadcast_id = b.id and r.state = 'waiting' limit 1)
          union all
          (select true from broadcast_recipients r
            where r.bot_id = b.bot_id and r.broadcast_id = b.id and r.state = 'sending' limit 1)
          limit 1
        ) as left_over on true
      ), ended as (
        update broadcasts b set state = 'done', started_at = coalesce(b.started_at, ${now}), finished_at = ${now}
        from open where open.is_over and open.state = 'running'
          and b.workspace_id = open.workspace_id and b.bot_id = open.bot_id and b.id = open.id and b.state = 'running'
      )
      select id, workspace_id, bot_id, epoch, state = 'paused' as is_paused from open where not is_over order by id`,
    );
    return rows.map((row) => ({
      id: row.id,
      workspaceId: row.workspace_id,
      botId: row.bot_id,
      epoch: Number(row.epoch),
      isPaused: row.is_paused,
    }));
  }

  async readCalls(ids: readonly string[]): Promise<SealedCall[]> {
    const rows = await runPrepared<{ id: string; method: string; payload: string }>(
      this.db,
      sql`select b.id, b.method, b.payload from broadcasts b where b.id = any(${sql.param(ids)}::text[])
        and b.state in ('running', 'paused')`,
    );
    return rows.map((row) => ({ ...row, payload: asSealed(row.payload) }));
  }

  /** The next waiting recipients of each broadcast, behind the given chat. */
  async readWaiting(
    from: readonly { broadcastId: string; after: string }[],
    limit: number,
  ): Promise<WaitingRecipient[]> {
    const given = from.map((one) => ({ broadcast_id: one.broadcastId, after: one.after }));
    const rows = await runPrepared<{
      broadcast_id: string;
      chat_id: string;
      attempts: number;
      next_attempt_at: string | null;
    }>(
      this.db,
      sql`
      select r.* from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(broadcast_id text, after text)
      cross join lateral (
        select broadcast_id, chat_id, attempts, next_attempt_at from broadcast_recipients
        where broadcast_id = g.broadcast_id and state = 'waiting' and chat_id > g.after
        order by chat_id limit ${limit}
      ) as r`,
    );
    return rows.map((row) => ({
      broadcastId: row.broadcast_id,
      chatId: row.chat_id,
      attempts: row.attempts,
      notBefore: row.next_attempt_at === null ? null : new Date(row.next_attempt_at),
    }));
  }

  /**
   * Takes recipients up, and answers the places in `claims` of those that may be called now: this process holds the bot
   * at that epoch with a lease that runs, and bot and broadcast are wanted. People who stopped or blocked the bot
   * meanwhile, or had themselves forgotten, are closed as refused. The lock on the lease keeps others from taking the
   * bots until the statement ended.
   */
  async claim(claims: readonly Claim[], at: Date): Promise<number[]> {
    const now = sql`${at.toISOString()}::timestamptz`;
    const given = claims.map((claim, position) => ({ position, ...keyRow(claim), epoch: claim.epoch }));
    const [row] = await runPrepared<{ positions: number[] | null }>(
      this.db,
      sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(${sql.raw(claimShape)})
      ), lease as materialized (
        ${leaseOf(this.processId)}
      ), allowed as materialized (
        select g.bot_id, g.broadcast_id, started.is_new from (select distinct workspace_id, bot_id, broadcast_id, epoch from given) as g
        ${heldAndWanted}
        cross join lateral (
          select b.started_at is null as is_new from broadcasts b
          where b.workspace_id = g.workspace_id and b.bot_id = g.bot_id and b.id = g.broadcast_id and b.state = 'running' limit 1
        ) as started
      ), picked as materialized (
        select g.position, g.epoch, r.row_id, wanted.is_wanted is null as is_unwanted
        from given g join allowed using (bot_id, broadcast_id)
        cross join lateral (
          select ctid as row_id from broadcast_recipients
          where broadcast_id = g.broadcast_id and chat_id = g.chat_id and state = 'waiting' for update
        ) as r
        left join lateral (
          select true as is_wanted from contacts c where c.workspace_id = g.workspace_id and c.bot_id = g.bot_id
            and c.channel = 'telegram' and c.external_id = g.chat_id
            and c.is_stopped is not true and c.is_blocked is not true limit 1
        ) as wanted on true
      ), taken as (
        update broadcast_recipients r set epoch = picked.epoch,
          state = case when is_unwanted then 'refused' else 'sending' end,
          error = case when is_unwanted then 'the person stopped, blocked or left the bot' end,
          closed_at = case when is_unwanted then ${now} end
        from picked where r.ctid = picked.row_id
      ), started as (
        update broadcasts b set started_at = ${now} from allowed
        where allowed.is_new and b.bot_id = allowed.bot_id and b.id = allowed.broadcast_id and b.state in ('running', 'paused')
      )
      select array_agg(position order by position) filter (where not is_unwanted) as positions from picked`,
    );
    return row?.positions ?? [];
  }

  /** Closes as ambiguous what counts as taken up by this process and is unknown to it: its claim or receipt was lost. */
  async giveUp(broadcastIds: readonly string[], at: Date): Promise<void> {
    await runPrepared(
      this.db,
      sql`update broadcast_recipients r set state = 'ambiguous', error = 'its receipt was lost', closed_at = ${at.toISOString()}::timestamptz
        from bot_holders h where r.broadcast_id = any(${sql.param(broadcastIds)}::text[]) and r.state = 'sending'
          and h.bot_id = r.bot_id and h.process_id = ${this.processId} and h.epoch = r.epoch`,
    );
  }

  /** Writes receipts of what is still this epoch's, and marks the people whom Telegram's refusals told of. */
  async write(receipts: readonly Receipt[], at: Date): Promise<void> {
    const rows = receipts.map((receipt) => ({
      ...keyRow(receipt),
      epoch: receipt.epoch,
      state: receipt.state,
      attempts: receipt.attempts,
      message_id: receipt.messageId,
      next_attempt_at: receipt.nextAttemptAt?.toISOString(),
      error: receipt.error,
      is_blocked: receipt.isBlocked,
    }));
    await runPrepared(
      this.db,
      sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(workspace_id text, bot_id text, broadcast_id text,
          chat_id text, epoch bigint, state text, attempts int, message_id bigint, next_attempt_at timestamptz, error text,
          is_blocked boolean)
      ), own as materialized (
        select g.*, r.row_id, r.state = 'sending' and r.epoch = g.epoch as is_ours from given g cross join lateral (
          select ctid as row_id, state, epoch from broadcast_recipients
          where broadcast_id = g.broadcast_id and chat_id = g.chat_id for update
        ) as r
      ), gone as materialized (
        select c.row_id from given g cross join lateral (
          select ctid as row_id from contacts where workspace_id = g.workspace_id and bot_id = g.bot_id
            and channel = 'telegram' and external_id = g.chat_id and is_blocked is distinct from true for update
        ) as c where g.is_blocked
      ), blocked as (
        update contacts c set is_blocked = true from gone where c.ctid = gone.row_id
      )
      update broadcast_recipients r set state = own.state, attempts = own.attempts, message_id = own.message_id,
        next_attempt_at = own.next_attempt_at, error = own.error,
        closed_at = case when own.state <> 'waiting' then ${at.toISOString()}::timestamptz end
      from own where own.is_ours and r.ctid = own.row_id`,
    );
  }
}

function keyRow({ workspaceId, botId, broadcastId, chatId }: RecipientKey) {
  return { workspace_id: workspaceId, bot_id: botId, broadcast_id: broadcastId, chat_id: chatId };
}
