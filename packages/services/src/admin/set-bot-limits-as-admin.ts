import type { z } from 'zod';
import type { BotView } from '../bots/bot-view';
import { changeBot } from '../bots/change-bot';
import { assertSomeLimit } from '../bots/limits-schema';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { adminLimitsSchema } from './admin-schemas';
import { getAnyBotRow } from './get-any-bot-row';

/** Sets limits that override the owner and the plan. */
export async function setBotLimitsAsAdmin(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof adminLimitsSchema>,
): Promise<BotView> {
  const { bot, ctx } = await getAnyBotRow(asking, botId, 'platform.setLimits');
  const { reason, ...given } = parseInput(adminLimitsSchema, input);
  assertSomeLimit(given);
  return await changeBot(ctx, bot, (row) => {
    const before = { requestsPerSecond: row.requestsPerSecond, maxConcurrent: row.maxConcurrent };
    const after = {
      requestsPerSecond: given.requestsPerSecond ?? row.requestsPerSecond,
      maxConcurrent: given.maxConcurrent ?? row.maxConcurrent,
    };
    return {
      set: { ...after, limitsSetBy: 'admin' },
      audit: { action: 'bot.limits_set_by_admin', reason, before, after },
    };
  });
}
