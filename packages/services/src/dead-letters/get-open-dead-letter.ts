import type { Tx } from '@dovecote/db/client';
import { updates } from '@dovecote/db/schema/updates';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { isUpdateId } from '../bots/is-update-id';
import { type PickedDeadLetter, pickDeadLetters } from './pick-dead-letters';

/**
 * Takes one dead letter for this transaction.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` when somebody else resolved it or it cannot be replayed any more.
 */
export async function getOpenDeadLetter(
  tx: Tx,
  bot: BotRow,
  updateId: string,
  { withBodyOnly }: { withBodyOnly: boolean },
): Promise<PickedDeadLetter> {
  if (!isUpdateId(updateId)) throw noSuchUpdate();
  const [picked] = await pickDeadLetters(tx, bot, { updateId, withBodyOnly, limit: 1 });
  if (picked !== undefined) return picked;
  const [row] = await tx
    .select({ state: updates.state })
    .from(updates)
    .where(and(eq(updates.workspaceId, bot.workspaceId), eq(updates.botId, bot.id), eq(updates.updateId, updateId)));
  if (row === undefined) throw noSuchUpdate();
  if (row.state === 'dead_lettered') {
    throw new AppError('CONFLICT', 'What Telegram sent is no longer kept, so it cannot be replayed, only discarded.');
  }
  throw new AppError('CONFLICT', 'This update is not a dead letter now. It may have been replayed or discarded.');
}

function noSuchUpdate(): AppError {
  return new AppError('NOT_FOUND', 'There is no such update.');
}
