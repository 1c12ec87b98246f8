import type { z } from 'zod';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { renameBotSchema } from './bot-schemas';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import { getBotRow } from './get-bot-row';

/** Changes the name the bot has here; Telegram keeps its own. */
export async function renameBot(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof renameBotSchema>,
): Promise<BotView> {
  const bot = await getBotRow(ctx, botId, 'bots.rename');
  const { name } = parseInput(renameBotSchema, input);
  return await changeBot(ctx, bot, (row) =>
    row.name === name
      ? null
      : { set: { name }, audit: { action: 'bot.renamed', before: { name: row.name }, after: { name } } },
  );
}
