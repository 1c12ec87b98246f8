import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { describeOneBot } from './describe-bots';
import { readBot } from './get-bot-row';

/** One bot of the workspace. */
export async function getBot(asking: ServiceContext, botId: string): Promise<BotView> {
  const { bot, ctx } = await readBot(asking, botId);
  return await describeOneBot(ctx.db, bot);
}
