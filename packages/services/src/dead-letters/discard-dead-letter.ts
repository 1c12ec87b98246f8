import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { getUpdateView } from '../bots/get-update-view';
import type { UpdateView } from '../bots/update-view';
import type { ServiceContext } from '../service-context';
import { dropDeadLetters } from './drop-dead-letters';
import { getOpenDeadLetter } from './get-open-dead-letter';

/**
 * Gives up on a dead letter: it counts as skipped from now on, and nobody is answered.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` when it is no dead letter.
 */
export async function discardDeadLetter(ctx: ServiceContext, botId: string, updateId: string): Promise<UpdateView> {
  const bot = await getBotRow(ctx, botId, 'deadLetters.resolve');
  return await ctx.db.transaction(async (tx) => {
    const picked = await getOpenDeadLetter(tx, bot, updateId, { withBodyOnly: false });
    await dropDeadLetters(tx, bot, [picked]);
    const view = await getUpdateView(tx, bot, updateId);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'bot.dead_letter_discarded',
      targetType: 'bot',
      targetId: bot.id,
      before: { updateId, reason: picked.reason },
    });
    return view;
  });
}
