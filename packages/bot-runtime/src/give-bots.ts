import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

export const handOverChannel = 'dovecote_hand_over';

/** A notification holds 8,000 bytes. */
const idsPerNotice = 100;

export interface Gift {
  botId: string;
  /** The epoch at which the giver held it. */
  epoch: number;
  toProcessId: string;
}

/**
 * Makes other processes the holders of bots that this one has drained, and tells them. A bot goes only while the giver
 * holds it at the given epoch and the taker lives, listens and is not draining. The ids of those that went.
 */
export async function giveBots(db: Db, fromProcessId: string, gifts: readonly Gift[]): Promise<Set<string>> {
  const rows = gifts.map(({ botId, epoch, toProcessId }) => ({ bot_id: botId, epoch, to_id: toProcessId }));
  const result = await db.execute<{ bot_id: string }>(sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(bot_id text, epoch bigint, to_id text)
    ), gone as (
      update bot_holders h set process_id = g.to_id, epoch = h.epoch + 1
      from given g join processes p on p.id = g.to_id and p.draining_at is null and p.address is not null
        and p.expires_at > clock_timestamp()
      where h.bot_id = g.bot_id and h.epoch = g.epoch and h.process_id = ${fromProcessId}
      returning h.bot_id, h.process_id
    ), numbered as (
      select bot_id, process_id, (row_number() over (partition by process_id order by bot_id) - 1) / ${idsPerNotice} as part
      from gone
    ), noticed as (
      select pg_notify(${handOverChannel}, process_id || ' ' || string_agg(bot_id, ',')) from numbered
      group by process_id, part
    )
    select bot_id, (select count(*) from noticed) as notices from gone`);
  return new Set(result.rows.map((row) => row.bot_id));
}
