import type { Tx } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { notifyDashboards, notifyUpdatesWait } from '../live/notify-changes';
import type { PickedDeadLetter } from './pick-dead-letters';
import { recountMinutes } from './recount-minutes';

/** Puts picked dead letters behind what already waits, each chat's in their former order, and wakes the holder. */
export async function requeueDeadLetters(tx: Tx, bot: BotRow, picked: readonly PickedDeadLetter[]): Promise<void> {
  // One statement gives out new places in no promised order, so a chat's updates go one statement after another.
  for (const ids of roundsByLane(picked)) {
    await tx.execute(sql`
      update updates set state = 'waiting', reason = null, module_id = null, attempts = 0, started_at = null,
        finished_at = null, seq = default
      where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id} and state = 'dead_lettered'
        and update_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`);
  }
  await recountMinutes(tx, bot, picked, 'waiting');
  await notifyUpdatesWait(tx, [bot.id]);
  await notifyDashboards(tx, bot.workspaceId, [bot.id]);
}

/** The first of every lane, then the second of every lane, and so on. */
function roundsByLane(picked: readonly PickedDeadLetter[]): string[][] {
  const rounds: string[][] = [];
  const places = new Map<string, number>();
  for (const { lane, updateId } of picked) {
    const place = places.get(lane) ?? 0;
    places.set(lane, place + 1);
    const round = rounds[place] ?? [];
    rounds[place] = round;
    round.push(updateId);
  }
  return rounds;
}
