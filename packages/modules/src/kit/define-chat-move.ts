import { type SQL, sql } from 'drizzle-orm';
import { defineWrite, type WriteStatement } from './write-statement';

/**
 * The write by which a table's rows follow a group that became a supergroup, by their `chat_id`. `isFree` says of a row
 * `stored` and the move `moved` whether its place under the new id is free, where a key could stand against it.
 */
export function defineChatMove(
  id: string,
  table: string,
  isFree: SQL = sql`true`,
): WriteStatement<{ from_chat_id: string; to_chat_id: string }> {
  return defineWrite({
    id,
    columns: { from_chat_id: 'text', to_chat_id: 'text' },
    statement: (source) => sql`
      update ${sql.identifier(table)} as stored set chat_id = moved.to_chat_id
      from (select distinct workspace_id, bot_id, from_chat_id, to_chat_id from ${source}) as moved
      where stored.workspace_id = moved.workspace_id and stored.bot_id = moved.bot_id
        and stored.chat_id = moved.from_chat_id and ${isFree}`,
  });
}
