import { openUpdatesMax } from '@dovecote/db/open-updates-max';
import { updates } from '@dovecote/db/schema/updates';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';
import { isDeadLetterOf } from './list-dead-letters';
import { pickDeadLetters } from './pick-dead-letters';
import { requeueDeadLetters } from './requeue-dead-letters';

export const replayedSchema = z.object({
  replayed: z.number(),
  /** Dead letters the bot still has. */
  remaining: z.number(),
  /** Whether another call would replay more; without it what remains is no longer kept and can only be discarded. */
  hasMore: z.boolean(),
});

/**
 * Has the bot's dead letters handled once more, oldest first, up to 500 in one call: new updates queue behind replayed
 * ones.
 */
export async function replayDeadLetters(ctx: ServiceContext, botId: string): Promise<z.output<typeof replayedSchema>> {
  const bot = await getBotRow(ctx, botId, 'deadLetters.resolve');
  return await ctx.db.transaction(async (tx) => {
    const picked = await pickDeadLetters(tx, bot, { withBodyOnly: true, limit: openUpdatesMax });
    if (picked.length > 0) await requeueDeadLetters(tx, bot, picked);
    const remaining = await tx.$count(updates, isDeadLetterOf(bot));
    const replayed = picked.length;
    if (replayed > 0) {
      await appendAuditEvent(tx, ctx, {
        workspaceId: bot.workspaceId,
        action: 'bot.dead_letters_replayed',
        targetType: 'bot',
        targetId: bot.id,
        after: { replayed, remaining },
      });
    }
    return { replayed, remaining, hasMore: replayed === openUpdatesMax && remaining > 0 };
  });
}
