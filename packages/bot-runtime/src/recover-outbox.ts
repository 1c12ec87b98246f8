import type { Db } from '@dovecote/db/client';
import { type SQL, sql } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import { type CallContent, contentOf, openContent } from './call-content';
import { chatRowsMax } from './chat-queue';
import type { LaterCall, OutboxRow } from './outbox-row';

/** How long Telegram's own promise holds; an older answer would only surprise. */
const expiryMs = 24 * 3_600_000;
/** By then Telegram has delivered an update again whose answer, and the call in it, was lost. */
const inlineGraceMs = 90_000;

/** Of each bot; one whose first open call waits for hours has all its calls since then behind it. */
const lookedThroughMax = 10_000;

/** So long ago by both clocks: one that runs ahead makes nothing old. */
function before(now: Date, ms: number): SQL {
  return sql`least(${now.toISOString()}::timestamptz, statement_timestamp()) - make_interval(secs => ${ms / 1_000})`;
}

/** Behind which call the bot's open ones lie; nothing, and so none of them, for whoever does not hold it at that epoch. */
function closedTo(record: BotRecord, epoch: number): SQL {
  return sql`select calls_closed_to from bot_holders where bot_id = ${record.id} and epoch = ${epoch}`;
}

export interface RecoveredCalls {
  /** The first ones of each chat. */
  rows: OutboxRow[];
  /** What waits behind those. */
  later: LaterCall[];
}

/**
 * Takes over what an earlier holder left open, in order: `sending` rows of a dead epoch may have been executed, so they
 * are marked ambiguous and, unless their policy is `never_twice`, sent again; what is over a day old expires. Calls that
 * were handed over as a webhook's answer are left alone until a redelivery would have come.
 */
export async function recoverOutbox(db: Db, record: BotRecord, epoch: number, now: Date): Promise<RecoveredCalls> {
  const oldest = before(now, expiryMs);
  const stale = before(now, inlineGraceMs);
  const result = await db.execute<FoundRow>(sql`
    with open as materialized (
      select id, chat_id, created_at < ${oldest} as is_old, state <> 'queued' as was_sending, policy
      from outbox where workspace_id = ${record.workspaceId} and bot_id = ${record.id} and sent_at is null
        and id > (${closedTo(record, epoch)})
        and (state in ('queued', 'sending') or (state = 'inline' and created_at < ${stale}))
      order by id for update
    ), placed as (
      select *, chat_id is null or row_number() over (partition by chat_id, is_old order by id) <= ${chatRowsMax} as is_first
      from open
    )
    update outbox o set
      state = case when p.is_old then 'expired' when p.was_sending and p.policy = 'never_twice' then 'ambiguous' else 'queued' end,
      is_ambiguous = o.is_ambiguous or p.was_sending, epoch = ${epoch},
      sent_at = case when p.is_old then ${now.toISOString()}::timestamptz end
    from placed p where o.id = p.id
    returning o.id, o.update_id, o.chat_id, o.method, p.is_first, ${contentOf('o', 'p.is_first')}, o.policy, o.state, o.attempts,
      o.created_at, o.next_attempt_at`);
  const later = result.rows.flatMap(({ id, chat_id: chatId, is_first: isFirst, state }) =>
    !isFirst && chatId !== null && state === 'queued' ? [{ id: Number(id), chatId }] : [],
  );
  return {
    rows: await openRows(
      db,
      record,
      result.rows.filter((row) => row.is_first),
    ),
    later: later.sort((a, b) => a.id - b.id),
  };
}

/** Those of the calls that wait still, in order. What is over a day old expires. */
export async function loadCalls(
  db: Db,
  record: BotRecord,
  epoch: number,
  ids: readonly number[],
  now: Date,
): Promise<OutboxRow[]> {
  const result = await db.execute<RecoveredRow>(sql`
    with waiting as materialized (
      select id, update_id, chat_id, method, ${contentOf('outbox')}, policy, state, attempts, created_at, next_attempt_at,
        created_at < ${before(now, expiryMs)} as is_old
      from outbox where workspace_id = ${record.workspaceId} and bot_id = ${record.id} and id = any(${sql.param(ids)}::bigint[])
        and state = 'queued' and exists (select from bot_holders h where h.bot_id = outbox.bot_id and h.epoch = ${epoch})
    ), expired as (
      update outbox o set state = 'expired', epoch = ${epoch}, sent_at = ${now.toISOString()}::timestamptz from waiting w
      where o.id = w.id and w.is_old and o.state = 'queued' and (o.epoch is null or o.epoch <= ${epoch})
    )
    select * from waiting where not is_old`);
  return openRows(db, record, result.rows);
}

/**
 * The hosted bots with calls that were handed over as a webhook's answer and never heard of again. A bot's first call that
 * may be open is its oldest, but for clocks that differ: where it is young the others are not looked through.
 */
export async function findStaleInline(db: Db, processId: string, now: Date): Promise<string[]> {
  const stale = before(now, inlineGraceMs);
  const result = await db.execute<{ bot_id: string }>(sql`
    select h.bot_id from bot_holders h
    cross join lateral (
      select o.created_at from outbox o
      where (o.bot_id, o.id) > (h.bot_id, h.calls_closed_to) and o.bot_id <= h.bot_id
      order by o.bot_id, o.id limit 1
    ) as first
    cross join lateral (
      select from (
        select o.state, o.sent_at, o.created_at from outbox o
        where first.created_at < ${stale} and (o.bot_id, o.id) > (h.bot_id, h.calls_closed_to) and o.bot_id <= h.bot_id
        order by o.bot_id, o.id limit ${lookedThroughMax}::int
      ) as near
      where near.sent_at is null and near.state = 'inline' and near.created_at < ${stale} limit 1
    ) as stale
    where h.process_id = ${processId}`);
  return result.rows.map((row) => row.bot_id);
}

/** Takes those calls of one bot back, to be sent by their policy: Telegram may have executed them. */
export async function takeStaleInline(db: Db, record: BotRecord, epoch: number, now: Date): Promise<OutboxRow[]> {
  const stale = before(now, inlineGraceMs);
  const result = await db.execute<RecoveredRow>(sql`
    with stale as materialized (
      select id from outbox
      where workspace_id = ${record.workspaceId} and bot_id = ${record.id} and sent_at is null and state = 'inline'
        and id > (${closedTo(record, epoch)}) and created_at < ${stale}
      order by id for update
    )
    update outbox o set is_ambiguous = true, epoch = ${epoch},
      state = case when policy = 'never_twice' then 'ambiguous' else 'queued' end
    from stale s where o.id = s.id
    returning o.id, update_id, chat_id, method, ${contentOf('o')}, policy, state, attempts, created_at, next_attempt_at`);
  return openRows(db, record, result.rows);
}

type FoundRow = RecoveredRow & { is_first: boolean };

type RecoveredRow = CallContent & {
  id: string;
  update_id: string | null;
  chat_id: string | null;
  method: string;
  policy: OutboxRow['policy'];
  state: string;
  attempts: number;
  created_at: string;
  next_attempt_at: string | null;
};

/** Those to be sent, in order. One whose content cannot be read is closed, so that the others go on. */
async function openRows(db: Db, record: BotRecord, rows: readonly RecoveredRow[]): Promise<OutboxRow[]> {
  const opened: OutboxRow[] = [];
  const unreadable: number[] = [];
  for (const row of [...rows].sort((a, b) => Number(a.id) - Number(b.id))) {
    if (row.state !== 'queued') continue;
    try {
      opened.push(readRow(record, row));
    } catch {
      unreadable.push(Number(row.id));
    }
  }
  if (unreadable.length > 0) {
    await db.execute(sql`update outbox set state = 'refused', error = 'its content cannot be read'
      where id = any(${sql.param(unreadable)}::bigint[])`);
  }
  return opened;
}

function readRow(record: BotRecord, row: RecoveredRow): OutboxRow {
  return {
    id: Number(row.id),
    updateId: row.update_id,
    chatId: row.chat_id,
    method: row.method,
    payload: openContent(record, row.update_id, row),
    policy: row.policy,
    state: 'queued',
    attempts: row.attempts,
    createdAt: new Date(row.created_at),
    notBefore: row.next_attempt_at === null ? undefined : new Date(row.next_attempt_at),
  };
}
