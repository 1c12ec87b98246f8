import { engagementQuestions } from '@dovecote/db/schema/engagement-polls';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';

/** Takes a question out of the bank; what was asked already stays. */
export async function removeQuestion(ctx: ServiceContext, botId: string, questionId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'engagement.moderate');
  await ctx.db.transaction(async (tx) => {
    const removed = await tx
      .delete(engagementQuestions)
      .where(
        and(
          eq(engagementQuestions.workspaceId, bot.workspaceId),
          eq(engagementQuestions.botId, bot.id),
          eq(engagementQuestions.id, /^\w{1,64}$/.test(questionId) ? questionId : ''),
        ),
      );
    if (removed.rowCount === 0) throw new AppError('NOT_FOUND', 'There is no such question.');
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.question_removed',
      targetType: 'bot',
      targetId: bot.id,
      after: { questionId },
    });
  });
}
