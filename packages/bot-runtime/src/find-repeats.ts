import type { Db } from '@dovecote/db/client';
import { RowsParameter } from '@dovecote/db/rows-parameter';
import { PreparedStatement } from '@dovecote/db/run-prepared';
import { sql } from 'drizzle-orm';
import { contentOf } from './call-content';
import { readStored, type StoredCall } from './find-committed';
import type { HandledUpdate } from './flush';
import type { OutboxRow } from './outbox-row';

/** What the journal says of an update that came again. */
export interface Repeat {
  /** Where it waits in the journal; null if it is closed. */
  openSeq: number | null;
  /** The call that the first answer to it carried; it may have been lost on its way, so it goes again. */
  inline: OutboxRow | null;
}

type RepeatRow = { asked: number; seq: string | null } & StoredCall;

const given = new RowsParameter('keys', { asked: 'int', workspace_id: 'text', bot_id: 'text', update_id: 'text' });

const isHandedOver = sql`(p.state = 'inline' or (p.state = 'sent' and p.receipt ? 'handedOver')) and p.policy = 'never_lost'`;

/**
 * Each is found by its key. The plan may have been made while the tables were empty, so nothing here is a join it could
 * turn into reading a whole index. Calls are locked in the order of their ids, as receipts lock them; one that a
 * receipt changed meanwhile is found by its id still, though its row is another one now.
 */
const statement = new PreparedStatement<RepeatRow>(
  () => sql`
    with given as materialized (
      select g.asked, g.bot_id, u.seq, u.is_open
      from ${given.source} as g
      left join lateral (
        select seq, finished_at is null as is_open from updates u
        where u.workspace_id = g.workspace_id and u.bot_id = g.bot_id and u.update_id = g.update_id limit 1
      ) as u on true
    ), found as materialized (
      select g.asked, o.id
      from given g
      cross join lateral (
        select p.id from outbox p where p.update_seq = g.seq and p.bot_id = g.bot_id and ${isHandedOver} limit 1
      ) as o
    ), handed_over as materialized (
      select f.asked, o.id
      from (select * from found order by id) as f
      cross join lateral (
        select p.id from outbox p where p.id = f.id and ${isHandedOver} limit 1 for update
      ) as o
    ), again as (
      update outbox o set is_ambiguous = true
      from handed_over g
      where o.id = g.id and o.id = any(array(select id from handed_over))
      returning g.asked, o.id, o.method, ${contentOf('o')}, o.chat_id, o.policy, o.created_at
    )
    select g.asked, case when g.is_open then g.seq end as seq, a.id, a.method, a.payload, a.position, a.body, a.chat_id, a.policy, 'inline' as state, a.created_at
    from given g
    left join again a on a.asked = g.asked`,
);

/** Looks up many updates at once, and marks the calls that go again as maybe doubled. */
export async function findRepeats(db: Db, updates: readonly HandledUpdate[]): Promise<Repeat[]> {
  const keys = updates.map(({ record, entry }, asked) => ({
    asked,
    workspace_id: record.workspaceId,
    bot_id: record.id,
    update_id: entry.updateId,
  }));
  const rows = await statement.run(db, given.values(keys));
  const repeats = updates.map((): Repeat => ({ openSeq: null, inline: null }));
  for (const row of rows) {
    const repeat = repeats[row.asked];
    const handled = updates[row.asked];
    if (!repeat || !handled) continue;
    if (row.seq !== null) repeat.openSeq = Number(row.seq);
    if (row.id !== null) repeat.inline = readStored(handled.record, handled.entry.updateId, row);
  }
  return repeats;
}
