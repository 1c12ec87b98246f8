import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { getUpdateView } from '../bots/get-update-view';
import type { UpdateView } from '../bots/update-view';
import type { ServiceContext } from '../service-context';
import { getOpenDeadLetter } from './get-open-dead-letter';
import { requeueDeadLetters } from './requeue-dead-letters';

/**
 * Has a dead letter handled once more, after what already waits; with a stopped bot it waits for the start.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` when it is no dead letter or its content is no longer kept.
 */
export async function replayDeadLetter(ctx: ServiceContext, botId: string, updateId: string): Promise<UpdateView> {
  const bot = await getBotRow(ctx, botId, 'deadLetters.resolve');
  return await ctx.db.transaction(async (tx) => {
    const picked = await getOpenDeadLetter(tx, bot, updateId, { withBodyOnly: true });
    await requeueDeadLetters(tx, bot, [picked]);
    const view = await getUpdateView(tx, bot, updateId);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'bot.dead_letter_replayed',
      targetType: 'bot',
      targetId: bot.id,
      before: { updateId, reason: picked.reason },
    });
    return view;
  });
}
