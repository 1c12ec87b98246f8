import { updates } from '@dovecote/db/schema/updates';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';
import { dropDeadLetters } from './drop-dead-letters';
import { isDeadLetterOf } from './list-dead-letters';
import { pickDeadLetters } from './pick-dead-letters';

export const discardedSchema = z.object({
  discarded: z.number(),
  /** Dead letters the bot still has. */
  remaining: z.number(),
  /** Whether another call would discard more. */
  hasMore: z.boolean(),
});

const discardedMax = 5_000;

/** Gives up on the bot's dead letters, oldest first, up to 5,000 in one call. */
export async function discardDeadLetters(
  ctx: ServiceContext,
  botId: string,
): Promise<z.output<typeof discardedSchema>> {
  const bot = await getBotRow(ctx, botId, 'deadLetters.resolve');
  return await ctx.db.transaction(async (tx) => {
    const picked = await pickDeadLetters(tx, bot, { withBodyOnly: false, limit: discardedMax });
    if (picked.length > 0) await dropDeadLetters(tx, bot, picked);
    const remaining = await tx.$count(updates, isDeadLetterOf(bot));
    const discarded = picked.length;
    if (discarded > 0) {
      await appendAuditEvent(tx, ctx, {
        workspaceId: bot.workspaceId,
        action: 'bot.dead_letters_discarded',
        targetType: 'bot',
        targetId: bot.id,
        after: { discarded, remaining },
      });
    }
    return { discarded, remaining, hasMore: remaining > 0 };
  });
}
