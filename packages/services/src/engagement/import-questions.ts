import { createHash } from 'node:crypto';
import { engagementQuestions } from '@dovecote/db/schema/engagement-polls';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { parseQuestions } from './parse-questions';

const questionsMax = 5_000;
const rowsPerInsert = 500;

export const importQuestionsSchema = z.strictObject({
  format: z.enum(['csv', 'json']),
  text: z.string().min(1).max(2_000_000),
});

export const importedQuestionsSchema = z.object({
  imported: z.number(),
  /** Rows that were left out, and why. */
  problems: z.array(z.object({ row: z.number(), message: z.string() })),
});

/**
 * Adds questions to the bank; one that is there already takes the new options. What is wrong is left out and told row by
 * row.
 * @throws AppError `CONFLICT` when the bank would hold more than 5,000
 */
export async function importQuestions(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof importQuestionsSchema>,
): Promise<z.output<typeof importedQuestionsSchema>> {
  const bot = await getBotRow(ctx, botId, 'engagement.moderate');
  const { format, text } = parseInput(importQuestionsSchema, input);
  const { questions, problems } = parseQuestions(format, text);
  const byId = new Map(questions.map((question) => [questionId(question.question), question]));
  const rows = [...byId].map(([id, question]) => ({
    workspaceId: bot.workspaceId,
    botId: bot.id,
    id,
    ...question,
    createdAt: ctx.clock(),
  }));
  await ctx.db.transaction(async (tx) => {
    for (let at = 0; at < rows.length; at += rowsPerInsert) {
      const { options, right, explanation } = engagementQuestions;
      const fresh = [options, right, explanation].map(({ name }) => sql.identifier(name));
      await tx
        .insert(engagementQuestions)
        .values(rows.slice(at, at + rowsPerInsert))
        .onConflictDoUpdate({
          target: [engagementQuestions.workspaceId, engagementQuestions.botId, engagementQuestions.id],
          set: {
            options: sql`excluded.${fresh[0]}`,
            right: sql`excluded.${fresh[1]}`,
            explanation: sql`excluded.${fresh[2]}`,
          },
        });
    }
    const ofBot = and(eq(engagementQuestions.workspaceId, bot.workspaceId), eq(engagementQuestions.botId, bot.id));
    if ((await tx.$count(engagementQuestions, ofBot)) > questionsMax) {
      throw new AppError('CONFLICT', `A bot has at most ${questionsMax} questions. Remove some first.`);
    }
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.questions_imported',
      targetType: 'bot',
      targetId: bot.id,
      after: { imported: rows.length, problems: problems.length },
    });
  });
  return { imported: rows.length, problems };
}

/** The same question has the same id. */
function questionId(question: string): string {
  return `qst_${createHash('sha256').update(question).digest('hex').slice(0, 24)}`;
}
