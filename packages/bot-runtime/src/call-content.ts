import { splitBody } from '@dovecote/db/update-body';
import { asSealed } from '@dovecote/vault/sealed';
import { type SQL, sql } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import { openBody } from './journal';

/** What a call says as it is kept: with the call, or, where both were committed at once, in its update's body. */
export type CallContent = {
  payload: string | null;
  position: number;
  body: string | null;
};

/** The columns of `CallContent` for the call by that name in the statement; nulls where `isWanted` is false. */
export function contentOf(call: string, isWanted = 'true'): SQL {
  return sql.raw(`case when ${isWanted} then ${call}.payload end as payload, ${call}.position,
    case when ${isWanted} and ${call}.payload is null then (
      select content.body from updates content where content.bot_id = ${call}.bot_id and content.seq = ${call}.update_seq
    ) end as body`);
}

/** @throws Error when it is gone, was changed, or its key is. */
export function openContent(
  record: BotRecord,
  updateId: string | null,
  { payload, position, body }: CallContent,
): Record<string, unknown> {
  if (payload !== null) {
    const opened = record.calls.open(asSealed(payload), { row: record.id, column: 'payload' });
    return opened.use((text) => JSON.parse(text) as Record<string, unknown>);
  }
  if (body === null || updateId === null) throw new Error('What the call says is gone.');
  const said = openBody(record, updateId, body, (text) => splitBody(JSON.parse(text)).payloads[position]);
  if (typeof said !== 'object' || said === null) throw new Error('Its update keeps no such call.');
  return said as Record<string, unknown>;
}
