import type { z } from 'zod';
import type { BotView } from '../bots/bot-view';
import { changeBot } from '../bots/change-bot';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { reasonSchema } from './admin-schemas';
import { getAnyBotRow } from './get-any-bot-row';
import { isTokenRefused } from './suspend-bot';

/** Lets a suspended bot do again what its owner asked for; not before it has another token, if Telegram refused this one. */
export async function activateBot(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof reasonSchema>,
): Promise<BotView> {
  const { bot, ctx } = await getAnyBotRow(asking, botId, 'platform.suspendBot');
  const { reason } = parseInput(reasonSchema, input);
  return await changeBot(ctx, bot, (row) => {
    if (row.suspendedAt === null) return null;
    const isRefused = isTokenRefused(row);
    const status = isRefused ? 'token_revoked' : row.desiredState === 'running' ? 'pending' : 'stopped';
    return {
      set: { status, ...(!isRefused && { statusCause: null }), suspendedAt: null, suspendedReason: null },
      audit: { action: 'bot.activated', reason, before: { status: row.status }, after: { status } },
    };
  });
}
