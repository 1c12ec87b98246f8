import type { ServiceContext } from '../service-context';
import type { BroadcastView } from './broadcast-view';
import { changeBroadcast } from './change-broadcast';

/**
 * Sends to nobody more for good; who still waited gets nothing.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` once it is over.
 */
export async function cancelBroadcast(ctx: ServiceContext, botId: string, broadcastId: string): Promise<BroadcastView> {
  return await changeBroadcast(ctx, { botId, broadcastId }, { state: 'cancelled', action: 'bot.broadcast_cancelled' });
}
