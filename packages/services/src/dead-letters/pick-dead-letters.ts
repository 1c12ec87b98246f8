import type { Tx } from '@dovecote/db/client';
import { updates } from '@dovecote/db/schema/updates';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { hasBody } from './has-body';
import { isDeadLetterOf } from './list-dead-letters';

export interface PickedDeadLetter {
  updateId: string;
  lane: string;
  reason: string | null;
  finishedAt: Date | null;
}

interface Choice {
  /** One; left out, the oldest ones. */
  updateId?: string;
  withBodyOnly: boolean;
  limit: number;
}

/**
 * Takes dead letters of a bot for this transaction, oldest first. Acts on a bot's dead letters wait for each other, so
 * that what one of them took is no dead letter for the next.
 */
export async function pickDeadLetters(
  tx: Tx,
  bot: BotRow,
  { updateId, withBodyOnly, limit }: Choice,
): Promise<PickedDeadLetter[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`dead-letters:${bot.id}`}, 0))`);
  return await tx
    .select({
      updateId: updates.updateId,
      lane: updates.lane,
      reason: updates.reason,
      finishedAt: updates.finishedAt,
    })
    .from(updates)
    .where(
      and(
        isDeadLetterOf(bot),
        updateId === undefined ? undefined : eq(updates.updateId, updateId),
        withBodyOnly ? hasBody : undefined,
      ),
    )
    .orderBy(asc(updates.seq))
    .limit(limit)
    .for('update', { of: updates });
}
