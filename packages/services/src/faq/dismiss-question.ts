import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';
import { resolveQuestion } from './resolve-question';

/** Takes an unanswered question off the list without answering it. */
export async function dismissQuestion(ctx: ServiceContext, botId: string, questionId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'faq.answer');
  await ctx.db.transaction(async (tx) => {
    await resolveQuestion(tx, ctx, bot, questionId);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'faq.question_dismissed',
      targetType: 'bot',
      targetId: bot.id,
    });
  });
}
