import type { z } from 'zod';
import type { BotView } from '../bots/bot-view';
import { changeBot } from '../bots/change-bot';
import type { BotRow } from '../bots/describe-bots';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { reasonSchema } from './admin-schemas';
import { getAnyBotRow } from './get-any-bot-row';

/** Holds a bot until it is activated again; what its owner asked for is kept, and that Telegram refused its token. */
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
      statusCause: isTokenRefused(row) ? { code: 'token_refused' } : null,
      suspendedAt: row.suspendedAt ?? ctx.clock(),
      suspendedReason: reason,
    },
    audit: { action: 'bot.suspended', reason, before: { status: row.status }, after: { status: 'suspended' } },
  }));
}

/** Also of a bot that was suspended since; then another token, or another server, takes this away. */
export function isTokenRefused({ status, statusCause }: Pick<BotRow, 'status' | 'statusCause'>): boolean {
  return status === 'token_revoked' || (status === 'suspended' && statusCause?.code === 'token_refused');
}
