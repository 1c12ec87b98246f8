import type { Tx } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import type { PickedDeadLetter } from './pick-dead-letters';

const minuteMs = 60_000;

/** Takes dead letters out of the minutes they were counted in, so that the balance of the bot stays true. */
export async function recountMinutes(
  tx: Tx,
  bot: BotRow,
  picked: readonly PickedDeadLetter[],
  become: 'waiting' | 'skipped',
): Promise<void> {
  const counts = new Map<number, number>();
  for (const { finishedAt } of picked) {
    if (finishedAt === null) continue;
    const minute = Math.floor(finishedAt.getTime() / minuteMs) * minuteMs;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  const rows = [...counts].map(([minute, count]) => ({ minute: new Date(minute).toISOString(), count }));
  // The runtime counts in the same minutes; it locks them in this order too.
  await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(minute timestamptz, count int)
    ), locked as materialized (
      select minute from minute_stats
      where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id} and minute in (select minute from given)
      order by minute for update
    )
    update minute_stats m set dead_lettered = m.dead_lettered - g.count,
      skipped = m.skipped + case when ${become} = 'skipped' then g.count else 0 end
    from given g join locked using (minute)
    where m.workspace_id = ${bot.workspaceId} and m.bot_id = ${bot.id} and m.minute = g.minute`);
}
