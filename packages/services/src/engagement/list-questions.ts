import { engagementQuestions } from '@dovecote/db/schema/engagement-polls';
import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { getBotRow } from '../bots/get-bot-row';
import { type Page, type PageInput, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';

export const questionViewSchema = z.object({
  id: z.string(),
  question: z.string(),
  options: z.array(z.string()),
  right: z.array(z.number()),
  explanation: z.string(),
});

export type QuestionView = z.output<typeof questionViewSchema>;

/** The bank of questions for quizzes and challenges, in the order of their ids. */
export async function listQuestions(ctx: ServiceContext, botId: string, input: PageInput): Promise<Page<QuestionView>> {
  const { limit, cursor } = parseInput(pageSchema, input);
  const after = readCursor(cursor) ?? '';
  const bot = await getBotRow(ctx, botId, 'bots.read');
  const rows = await ctx.db
    .select()
    .from(engagementQuestions)
    .where(
      and(
        eq(engagementQuestions.workspaceId, bot.workspaceId),
        eq(engagementQuestions.botId, bot.id),
        gt(engagementQuestions.id, after),
      ),
    )
    .orderBy(asc(engagementQuestions.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, ({ id }) => id);
  return {
    items: page.items.map(({ id, question, options, right, explanation }) => ({
      id,
      question,
      options,
      right,
      explanation,
    })),
    nextCursor: page.nextCursor,
  };
}
