import type { Queryable } from '@dovecote/db/client';
import { faqUnanswered } from '@dovecote/db/schema/faq';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, isNull } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import type { ServiceContext } from '../service-context';

export type QuestionRow = typeof faqUnanswered.$inferSelect;

/** @throws AppError `NOT_FOUND` for a question that is absent or resolved. */
export async function resolveQuestion(
  tx: Queryable,
  ctx: Pick<ServiceContext, 'clock'>,
  bot: BotRow,
  questionHash: string,
): Promise<QuestionRow> {
  const [row] = /^[\w=+/-]{1,128}$/.test(questionHash)
    ? await tx
        .update(faqUnanswered)
        .set({ resolvedAt: ctx.clock() })
        .where(
          and(
            eq(faqUnanswered.workspaceId, bot.workspaceId),
            eq(faqUnanswered.botId, bot.id),
            eq(faqUnanswered.questionHash, questionHash),
            isNull(faqUnanswered.resolvedAt),
          ),
        )
        .returning()
    : [];
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such open question.');
  return row;
}
