import type { Queryable } from '@dovecote/db/client';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { BotRow } from './describe-bots';
import { describeUpdate, journalColumns, type UpdateView } from './update-view';

/** One entry of a bot's journal, without its calls. */
export async function getUpdateView(db: Queryable, bot: BotRow, updateId: string): Promise<UpdateView> {
  const [row] = await db
    .select(journalColumns)
    .from(updates)
    .where(and(eq(updates.workspaceId, bot.workspaceId), eq(updates.botId, bot.id), eq(updates.updateId, updateId)));
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such update.');
  const isCallOfIt = and(
    eq(outbox.workspaceId, bot.workspaceId),
    eq(outbox.botId, bot.id),
    eq(outbox.updateSeq, row.seq),
  );
  return describeUpdate(row, await db.$count(outbox, isCallOfIt));
}
