import type { ServiceContext } from '../service-context';
import type { BroadcastView } from './broadcast-view';
import { changeBroadcast } from './change-broadcast';

/**
 * Goes on with a paused broadcast where it stopped.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` once it is over.
 */
export async function resumeBroadcast(ctx: ServiceContext, botId: string, broadcastId: string): Promise<BroadcastView> {
  return await changeBroadcast(ctx, { botId, broadcastId }, { state: 'running', action: 'bot.broadcast_resumed' });
}
