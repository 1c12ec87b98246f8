import { answerQuestion, answerQuestionSchema } from '@dovecote/services/faq/answer-question';
import { dismissQuestion } from '@dovecote/services/faq/dismiss-question';
import { listUnanswered } from '@dovecote/services/faq/list-unanswered';
import { z } from 'zod';
import { procedure, t } from './trpc';

const questionKey = z.strictObject({ botId: z.string(), questionId: z.string() });

export const faqRouter = t.router({
  unanswered: procedure('updates.readContent')
    .input(z.strictObject({ botId: z.string() }))
    .query(async ({ ctx, input }) => await listUnanswered(ctx.service, input.botId)),
  answer: procedure('faq.answer')
    .input(questionKey.extend(answerQuestionSchema.shape))
    .mutation(
      async ({ ctx, input: { botId, questionId, ...answer } }) =>
        await answerQuestion(ctx.service, botId, questionId, answer),
    ),
  dismiss: procedure('faq.answer')
    .input(questionKey)
    .mutation(async ({ ctx, input }) => await dismissQuestion(ctx.service, input.botId, input.questionId)),
});
