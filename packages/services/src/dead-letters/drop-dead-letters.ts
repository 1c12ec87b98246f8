import type { Tx } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { notifyDashboards } from '../live/notify-changes';
import type { PickedDeadLetter } from './pick-dead-letters';
import { recountMinutes } from './recount-minutes';

/** Closes picked dead letters as skipped; they stay in the journal as long as any other. */
export async function dropDeadLetters(tx: Tx, bot: BotRow, picked: readonly PickedDeadLetter[]): Promise<void> {
  const ids = picked.map(({ updateId }) => updateId);
  await tx.execute(sql`
    update updates set state = 'skipped', reason = 'discarded'
    where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id} and state = 'dead_lettered'
      and update_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`);
  await recountMinutes(tx, bot, picked, 'skipped');
  await notifyDashboards(tx, bot.workspaceId, [bot.id]);
}
