import type { Tx } from '@dovecote/db/client';
import { appendAuditEvent } from '../audit/append-audit-event';
import type { BotRow } from '../bots/describe-bots';
import { getBotRow } from '../bots/get-bot-row';
import { getUpdateView } from '../bots/get-update-view';
import type { UpdateView } from '../bots/update-view';
import type { ServiceContext } from '../service-context';
import { getOpenDeadLetter } from './get-open-dead-letter';
import type { PickedDeadLetter } from './pick-dead-letters';

interface Resolution {
  action: string;
  withBodyOnly: boolean;
  carryOut: (tx: Tx, bot: BotRow, picked: readonly PickedDeadLetter[]) => Promise<unknown>;
}

/**
 * Resolves one dead letter in one transaction and answers the update as it is then.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` when it is no dead letter or lacks the content it needs.
 */
export async function resolveDeadLetter(
  ctx: ServiceContext,
  botId: string,
  updateId: string,
  { action, withBodyOnly, carryOut }: Resolution,
): Promise<UpdateView> {
  const bot = await getBotRow(ctx, botId, 'deadLetters.resolve');
  return await ctx.db.transaction(async (tx) => {
    const picked = await getOpenDeadLetter(tx, bot, updateId, { withBodyOnly });
    await carryOut(tx, bot, [picked]);
    const view = await getUpdateView(tx, bot, updateId);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action,
      targetType: 'bot',
      targetId: bot.id,
      before: { updateId, reason: picked.reason },
    });
    return view;
  });
}
