import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import { type CallContent, contentOf, openContent } from './call-content';
import type { HandledUpdate } from './flush';
import type { OutboxRow } from './outbox-row';

/**
 * The outbox rows of an update that an earlier statement of this very work committed; null if it did not. When the work
 * began tells it from a twin's: what that one committed is its own to send.
 */
export async function findCommitted(
  db: Db,
  { record, entry, epoch, startedAt }: HandledUpdate,
): Promise<OutboxRow[] | null> {
  const result = await db.execute<Partial<StoredCall>>(sql`
    select o.id, o.method, ${contentOf('o')}, o.chat_id, o.policy, o.state, o.created_at
    from updates u
    left join outbox o on o.update_seq = u.seq and o.bot_id = u.bot_id and o.epoch = ${epoch} and o.attempts = 0 and o.state in ('queued', 'sending', 'inline')
    where u.workspace_id = ${record.workspaceId} and u.bot_id = ${record.id} and u.update_id = ${entry.updateId}
      and u.state <> 'waiting' and u.started_at = to_timestamp(${startedAt.getTime()}::float8 / 1000)
    order by o.id`);
  if (result.rows.length === 0) return null;
  return result.rows.filter(isStored).map((row) => readStored(record, entry.updateId, row));
}

export type StoredCall = CallContent & {
  id: string;
  method: string;
  chat_id: string | null;
  policy: OutboxRow['policy'];
  state: OutboxRow['state'];
  created_at: string;
};

/** An update without calls joins to one row of nulls. */
function isStored(row: Partial<StoredCall>): row is StoredCall {
  return row.id !== null && row.id !== undefined;
}

export function readStored(record: BotRecord, updateId: string, row: StoredCall): OutboxRow {
  return {
    id: Number(row.id),
    updateId,
    chatId: row.chat_id,
    method: row.method,
    payload: openContent(record, updateId, row),
    policy: row.policy,
    state: row.state,
    attempts: 0,
    createdAt: new Date(row.created_at),
  };
}
