import type { Db } from '@dovecote/db/client';
import { RowsParameter } from '@dovecote/db/rows-parameter';
import { PreparedStatement } from '@dovecote/db/run-prepared';
import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { GroupRunner } from './group-runner';
import { isItemsFault } from './is-passing-failure';
import { type JournalRow, type JournalTarget, journalRow, journalShape } from './journal';

const rowsMax = 256;

interface Given {
  row: JournalRow;
  /** It did not come through the bot's intake here. */
  isForeign: boolean;
}

/**
 * Appends updates of any bots to the journal, many at a time, in the order they were given. What the bot's holder may not
 * have read is marked as foreign, and the holder told.
 */
export class JournalWriter {
  readonly #group: GroupRunner<Given, number | null>;

  constructor(db: Db, processId: string) {
    this.#group = new GroupRunner({
      itemsMax: rowsMax,
      isItemsFault,
      run: (given) => append(db, processId, given),
    });
  }

  /**
   * Resolves when the update is durable: to its place while it waits, to null if the journal had closed it before. Throws
   * what the database throws; then nothing may be acknowledged, though it may be in the journal all the same.
   */
  append(target: JournalTarget, update: Update, text: string, receivedAt: Date): Promise<number | null> {
    return this.#group.add({ row: journalRow(target, update, text, receivedAt), isForeign: false });
  }

  /** The same for an update that no intake of this process knows, whoever holds the bot. */
  appendForeign(target: JournalTarget, update: Update, text: string, receivedAt: Date): Promise<number | null> {
    return this.#group.add({ row: journalRow(target, update, text, receivedAt), isForeign: true });
  }
}

/** A notification takes 8,000 bytes at most. */
const notifiedMax = 100;

const givenRows = new RowsParameter('rows', { position: 'int', is_elsewhere: 'boolean', ...journalShape });

/** The lock keeps others from burying this process, and so from taking its bots and reading their journal, until it is over. */
const statement = new PreparedStatement<{ bot_id: string | null; update_id: string | null; seq: string }>(
  () => sql`
    with process as materialized (
      select id from processes where id = ${sql.placeholder('processId')} for key share
    ), given as (
      select distinct on (workspace_id, bot_id, update_id) r.*, to_timestamp(r.received_ms / 1000) as received_at, (r.is_elsewhere or holder.bot_id is null) as is_foreign
      from ${givenRows.source} as r
      cross join lateral (
        select from bots b where b.id = r.bot_id and b.workspace_id = r.workspace_id limit 1
      ) as bot
      left join lateral (
        select h.bot_id from bot_holders h
        where h.bot_id = r.bot_id and h.process_id = (select id from process) limit 1
      ) as holder on true
      order by workspace_id, bot_id, update_id, position
    ), inserted as (
      insert into updates (workspace_id, bot_id, update_id, channel, lane, kind, command, contact_id, state, is_foreign,
        body, received_at)
      select workspace_id, bot_id, update_id, 'telegram', lane, kind, command, contact_id, 'waiting', is_foreign,
        body, received_at
      from given order by position
      on conflict (workspace_id, bot_id, update_id) do nothing
      returning bot_id, update_id, seq, received_at, is_foreign
    ), counted as (
      insert into minute_counts (minute, is_received, bot_ids, buckets)
      select date_trunc('minute', received_at), true, array_agg(bot_id), '{}'
      from inserted
      group by 1
    )
    select bot_id, update_id, seq from inserted
    union all
    select g.bot_id, g.update_id, known.seq from given g
    cross join lateral (
      select u.seq from updates u where u.workspace_id = g.workspace_id and u.bot_id = g.bot_id
        and u.update_id = g.update_id and u.finished_at is null limit 1
    ) as known
    union all
    select null, null, count(pg_notify('dovecote_updates', json_build_object('botIds', part.bot_ids)::text)) from (
      select json_agg(bot_id) as bot_ids from (
        select bot_id, (row_number() over () - 1) / ${notifiedMax}::int as part
        from (select distinct bot_id from inserted where is_foreign) as foreigners
      ) as numbered
      group by numbered.part
    ) as part
    having count(*) > 0`,
);

async function append(db: Db, processId: string, given: readonly Given[]): Promise<(number | null)[]> {
  const rows = given.map(({ row, isForeign }, position) => ({ position, is_elsewhere: isForeign, ...row }));
  const inserted = await statement.run(db, { processId, ...givenRows.values(rows) });
  const places = new Map(inserted.map((row) => [`${row.bot_id}/${row.update_id}`, Number(row.seq)]));
  return rows.map((row) => places.get(`${row.bot_id}/${row.update_id}`) ?? null);
}
