import { cutText } from '@dovecote/modules/kit/cut-text';
import { visibleText } from '@dovecote/modules/kit/visible-text';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { getDefinition } from '../modules/find-definition';
import { describeModule, type ModuleView } from '../modules/module-view';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { addPair } from './add-pair';
import { questionPlace } from './list-unanswered';
import { resolveQuestion } from './resolve-question';
import { tellWaiting } from './tell-waiting';

export const answerQuestionSchema = z.strictObject({
  answer: visibleText(4096),
  /** Left out: as it was asked. */
  question: visibleText(500).optional(),
});

/** Adds a question people asked, with its answer, to the bot's FAQ, takes it off the list and tells those who wait. */
export async function answerQuestion(
  ctx: ServiceContext,
  botId: string,
  questionId: string,
  input: z.input<typeof answerQuestionSchema>,
): Promise<ModuleView> {
  const bot = await getBotRow(ctx, botId, 'faq.answer');
  const definition = getDefinition('faq');
  const { answer, question } = parseInput(answerQuestionSchema, input);
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'faq');
  return await ctx.db.transaction(async (tx) => {
    const resolved = await resolveQuestion(tx, ctx, bot, questionId);
    const asked = sealer.open(resolved.question, questionPlace(bot, resolved.questionHash)).use((text) => text);
    const row = await addPair(tx, ctx, bot, { question: question ?? cutText(asked, 500), answer });
    await tellWaiting(tx, ctx, bot, resolved, answer);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'faq.question_answered',
      targetType: 'bot',
      targetId: bot.id,
      after: { version: row.version },
    });
    return describeModule(definition, row);
  });
}
