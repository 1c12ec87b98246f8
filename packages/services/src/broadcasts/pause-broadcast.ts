import type { ServiceContext } from '../service-context';
import type { BroadcastView } from './broadcast-view';
import { changeBroadcast } from './change-broadcast';

/**
 * Sends to nobody more until it is resumed; calls under way end within moments.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` once it is over.
 */
export async function pauseBroadcast(ctx: ServiceContext, botId: string, broadcastId: string): Promise<BroadcastView> {
  return await changeBroadcast(ctx, { botId, broadcastId }, { state: 'paused', action: 'bot.broadcast_paused' });
}
