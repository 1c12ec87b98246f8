import type { Queryable } from '@dovecote/db/client';
import { broadcasts } from '@dovecote/db/schema/broadcasts';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { readBot } from '../bots/get-bot-row';
import { isId } from '../is-id';
import type { ServiceContext } from '../service-context';
import { type BroadcastView, describeBroadcast } from './broadcast-view';

/**
 * How far a broadcast came.
 * @throws AppError `NOT_FOUND`
 */
export async function getBroadcast(asking: ServiceContext, botId: string, broadcastId: string): Promise<BroadcastView> {
  const { bot, ctx } = await readBot(asking, botId);
  return await describeBroadcast(ctx.db, await getBroadcastRow(ctx.db, bot, broadcastId));
}

/** A broadcast of the bot; with `isLocked` for the rest of the transaction. */
export async function getBroadcastRow(tx: Queryable, bot: BotRow, broadcastId: string, { isLocked = false } = {}) {
  if (!isId(broadcastId)) throw noSuchBroadcast();
  const query = tx
    .select()
    .from(broadcasts)
    .where(
      and(eq(broadcasts.workspaceId, bot.workspaceId), eq(broadcasts.botId, bot.id), eq(broadcasts.id, broadcastId)),
    );
  const [row] = await (isLocked ? query.for('no key update') : query);
  if (row === undefined) throw noSuchBroadcast();
  return row;
}

function noSuchBroadcast(): AppError {
  return new AppError('NOT_FOUND', 'There is no such broadcast.');
}
