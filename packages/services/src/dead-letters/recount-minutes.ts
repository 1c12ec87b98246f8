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
  // The runtime folds into the same minutes, in this order too. What it has not folded yet comes later: until then a
  // minute's own row may hold less than nothing.
  await tx.execute(sql`
    insert into minute_stats (workspace_id, bot_id, minute, dead_lettered, skipped)
    select ${bot.workspaceId}, ${bot.id}, g.minute, -g.count,
      case when ${become} = 'skipped' then g.count else 0 end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(minute timestamptz, count int)
    order by g.minute
    on conflict (workspace_id, bot_id, minute) do update set
      dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered,
      skipped = minute_stats.skipped + excluded.skipped`);
}
