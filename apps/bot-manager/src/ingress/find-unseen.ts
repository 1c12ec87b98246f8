import type { BotHost } from '@dovecote/bot-runtime/bot-host';
import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

/** Younger rows are on their way through somebody's memory. */
const settledMs = 1_000;
const lookedAtMax = 50;

/**
 * Makes hosted bots read their journal again where it holds more open updates than memory knows: another process
 * wrote them, somebody replays them, or a notification was lost.
 */
export async function findUnseen(db: Db, host: BotHost, processId: string): Promise<void> {
  const result = await db.execute<{ bot_id: string; update_ids: string[] }>(sql`
    with recursive waiting (bot_id) as (
      (select bot_id from updates where state = 'waiting' order by bot_id limit 1)
      union all
      select (select u.bot_id from updates u where u.state = 'waiting' and u.bot_id > w.bot_id order by u.bot_id limit 1)
      from waiting w where w.bot_id is not null
    )
    select w.bot_id, oldest.update_ids
    from waiting w
    join bot_holders h on h.bot_id = w.bot_id and h.process_id = ${processId}
    cross join lateral (
      select array_agg(one.update_id) as update_ids from (
        select u.update_id from updates u where u.bot_id = w.bot_id and u.state = 'waiting'
          and u.received_at < clock_timestamp() - make_interval(secs => ${settledMs / 1_000})
        order by u.seq limit ${lookedAtMax}
      ) as one
    ) as oldest
    where oldest.update_ids is not null`);
  for (const { bot_id: botId, update_ids: updateIds } of result.rows) {
    const intake = host.find(botId)?.intake;
    if (intake && !intake.hasBacklog && updateIds.some((updateId) => !intake.knows(updateId))) intake.reload();
  }
}
