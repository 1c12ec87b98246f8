import type { z } from 'zod';
import type { BotView } from '../bots/bot-view';
import { changeBot } from '../bots/change-bot';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { reasonSchema } from './admin-schemas';
import { getAnyBotRow } from './get-any-bot-row';

/** Holds a bot until it is activated again; what its owner asked for is kept. */
export async function suspendBot(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof reasonSchema>,
): Promise<BotView> {
  const { bot, ctx } = await getAnyBotRow(asking, botId, 'platform.suspendBot');
  const { reason } = parseInput(reasonSchema, input);
  return await changeBot(ctx, bot, (row) => ({
    set: {
      status: 'suspended',
      statusCause: null,
      suspendedAt: row.suspendedAt ?? ctx.clock(),
      suspendedReason: reason,
    },
    audit: { action: 'bot.suspended', reason, before: { status: row.status }, after: { status: 'suspended' } },
  }));
}
