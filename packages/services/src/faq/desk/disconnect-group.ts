import { faqBots } from '@dovecote/db/schema/faq';
import { AppError } from '@dovecote/errors/app-error';
import { and, isNotNull } from 'drizzle-orm';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { getBotRow } from '../../bots/get-bot-row';
import type { ServiceContext } from '../../service-context';
import { isBot } from './get-faq-desk';

/**
 * Questions go to no group from now on.
 * @throws AppError `NOT_FOUND` when none is connected.
 */
export async function disconnectGroup(ctx: ServiceContext, botId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'modules.save');
  await ctx.db.transaction(async (tx) => {
    const gone = await tx
      .update(faqBots)
      .set({ groupChatId: null, groupThreadId: null, groupTitle: null, groupConnectedAt: null })
      .where(and(isBot(bot), isNotNull(faqBots.groupChatId)))
      .returning({ botId: faqBots.botId });
    if (gone.length === 0) throw new AppError('NOT_FOUND', 'No group is connected.');
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'faq.group_disconnected',
      targetType: 'bot',
      targetId: bot.id,
    });
  });
}
