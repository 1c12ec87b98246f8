import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import type { HandledUpdate } from './flush';
import type { OutboxRow } from './outbox-row';
import { openPayload } from './recover-outbox';

/** An outbox row as the flush reports it. */
export interface CallRow {
  id: string;
  position: number;
}

/** The outbox rows of an update that an earlier statement of this process committed; null if it did not. */
export async function findCommitted(db: Db, handled: HandledUpdate): Promise<CallRow[] | null> {
  const { workspaceId, id } = handled.record;
  const result = await db.execute<{ id: string | null; position: number | null }>(sql`
    select o.id, o.position
    from updates u
    left join outbox o on o.workspace_id = u.workspace_id and o.bot_id = u.bot_id and o.update_id = u.update_id
      and o.epoch = ${handled.epoch} and o.state in ('queued', 'sending', 'inline')
    where u.workspace_id = ${workspaceId} and u.bot_id = ${id} and u.update_id = ${handled.entry.updateId}
      and u.state <> 'waiting'
    order by o.id`);
  if (result.rows.length === 0) return null;
  return result.rows.flatMap(({ id: callId, position }) =>
    callId !== null && position !== null ? [{ id: callId, position }] : [],
  );
}

/** The call that the first answer to this update carried; it may have been lost on its way, so it goes again. */
export async function findInlineCall(db: Db, record: BotRecord, updateId: string): Promise<OutboxRow | null> {
  const result = await db.execute<{
    id: string;
    method: string;
    payload: string;
    chat_id: string | null;
    policy: OutboxRow['policy'];
    created_at: string;
  }>(sql`
    update outbox set is_ambiguous = true
    where workspace_id = ${record.workspaceId} and bot_id = ${record.id} and update_id = ${updateId}
      and (state = 'inline' or (state = 'sent' and receipt ? 'handedOver')) and policy = 'never_lost'
    returning id, method, payload, chat_id, policy, created_at`);
  const [row] = result.rows;
  if (!row) return null;
  return {
    id: Number(row.id),
    updateId,
    chatId: row.chat_id,
    method: row.method,
    payload: openPayload(record, row.payload),
    policy: row.policy,
    state: 'inline',
    attempts: 0,
    createdAt: new Date(row.created_at),
  };
}
