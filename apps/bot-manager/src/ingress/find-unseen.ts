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
    select u.bot_id, (array_agg(u.update_id order by u.seq))[1:${sql.raw(String(lookedAtMax))}] as update_ids
    from updates u
    join bot_holders h on h.bot_id = u.bot_id and h.process_id = ${processId}
    where u.state = 'waiting' and u.received_at < clock_timestamp() - make_interval(secs => ${settledMs / 1_000})
    group by u.bot_id`);
  for (const { bot_id: botId, update_ids: updateIds } of result.rows) {
    const intake = host.find(botId)?.intake;
    if (intake && !intake.hasBacklog && updateIds.some((updateId) => !intake.knows(updateId))) intake.reload();
  }
}
