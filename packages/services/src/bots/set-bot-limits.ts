import { AppError } from '@dovecote/errors/app-error';
import type { z } from 'zod';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import { getBotRow } from './get-bot-row';
import { assertWithinPlan, getPlan } from './limits';
import { assertSomeLimit, limitsSchema } from './limits-schema';

export const setLimitsSchema = limitsSchema.partial();

/**
 * Sets updates started per second and handlers in flight.
 * @throws AppError `PLAN_LIMIT` above the plan, `FORBIDDEN` while a platform admin's limits hold.
 */
export async function setBotLimits(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof setLimitsSchema>,
): Promise<BotView> {
  const bot = await getBotRow(ctx, botId, 'bots.setLimits');
  const given = parseInput(setLimitsSchema, input);
  assertSomeLimit(given);
  assertWithinPlan(await getPlan(ctx.db, bot.workspaceId), given);
  return await changeBot(ctx, bot, (row) => {
    if (row.limitsSetBy === 'admin') {
      throw new AppError('FORBIDDEN', 'A platform admin has set the limits of this bot. Ask them to change it.');
    }
    const before = { requestsPerSecond: row.requestsPerSecond, maxConcurrent: row.maxConcurrent };
    const after = {
      requestsPerSecond: given.requestsPerSecond ?? row.requestsPerSecond,
      maxConcurrent: given.maxConcurrent ?? row.maxConcurrent,
    };
    return { set: { ...after, limitsSetBy: 'owner' }, audit: { action: 'bot.limits_set', before, after } };
  });
}
