import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { describeOneBot } from './describe-bots';
import { getBotRow } from './get-bot-row';

/** One bot of the workspace. */
export async function getBot(ctx: ServiceContext, botId: string): Promise<BotView> {
  return await describeOneBot(ctx.db, await getBotRow(ctx, botId, 'bots.read'));
}
