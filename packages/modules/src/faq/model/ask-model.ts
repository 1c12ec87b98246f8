import { cutText } from '../../kit/cut-text';
import type { FaqContext } from '../faq-context';
import type { FoundAnswer } from '../handlers/find-answer';
import { personButton } from '../handlers/say-decision';
import { askerOf } from '../handover/asker';
import { questionHash } from '../question-hash';
import type { Found, Ranked } from '../retrieval/decide-answer';
import { sourceButtons, sourceKey, sourceTitle } from '../source-buttons';
import { cacheKey, findCached } from './answer-cache';
import type { AnswerRequest } from './answer-task';
import { buildPrompt, type ModelSource, markLength, tokensMaxOf } from './model-prompt';
import { dayCount, modelCallOpen } from './model-writes';
import { type ModelBudget, readModelBudget } from './read-model-budget';
import { reserveTokens } from './spend-tokens';

const sourcesMax = 5;
const sourceLengthMax = 1_500;
const confidenceMin = 0.02;
/** With the way to the chat, a person waits ten seconds at most. */
const lateMs = 8_500;

/**
 * Puts the question to the language model where one is set, something was found that may answer it, no pair was written
 * for it, the plan pays for it, and the day's budgets last. False: the answer is left to retrieval.
 */
export async function askModel(
  ctx: FaqContext,
  question: string,
  { desk, ranked, decision }: FoundAnswer,
): Promise<boolean> {
  if (decision.kind === 'answer' && decision.found.kind === 'pair') return false;
  const sources = pickSources(ranked);
  if (sources.length === 0 || ctx.settings.model === 'off') return false;
  const key = cacheKey(ctx, desk, question);
  const day = ctx.clock().toISOString().slice(0, 10);
  const cached = findCached(ctx, key);
  if (cached) {
    ctx.write(dayCount, { day, cache_hits: 1 });
    ctx.reply(cached.text, { buttons: [...sourceButtons(ctx, cached.sources), ...personButton(ctx, desk)] });
    return true;
  }
  const tokens = tokensMaxOf(buildPrompt(question, sources, 'x'.repeat(markLength)));
  const budget = await readModelBudget(ctx, day);
  if (budget.tokens < tokens) return false;
  const id = `${ctx.update.update_id}-${questionHash(question).slice(0, 12)}`;
  startCall(ctx, { callId: id, question, sources, cacheKey: key }, { day, tokens }, budget);
  return true;
}

function startCall(
  ctx: FaqContext,
  request: AnswerRequest,
  { day, tokens }: { day: string; tokens: number },
  budget: ModelBudget,
): void {
  const { callId: id, question } = request;
  const { contact } = ctx;
  const { centsPerMillion } = budget;
  const { personId, threadId } = askerOf(ctx);
  reserveTokens(ctx, { day, personId, tokens, centsPerMillion }, budget);
  ctx.write(modelCallOpen, {
    id,
    external_id: personId,
    chat_id: contact.chatId,
    thread_id: threadId,
    day,
    tokens,
    cents_per_million: centsPerMillion,
    question: ctx.sealer.seal(question, { row: `${ctx.bot.id}/${id}`, column: 'model_call' }),
    asked_at: ctx.clock().toISOString(),
  });
  ctx.write(dayCount, { day, cache_misses: 1 });
  ctx.enqueue('answer', { key: id, payload: request });
  ctx.schedule('late', { key: id, runAt: new Date(ctx.clock().getTime() + lateMs) });
  const stop = { text: ctx.t('model.stop'), callback_data: ctx.callbackData('stop', id) };
  ctx.reply(ctx.t('model.thinking'), { ref: `answer:${id}`, buttons: [[stop]] });
}

function pickSources({ pairs, passages }: Ranked): ModelSource[] {
  const found: { found: Found; confidence: number }[] = [
    ...pairs.map(({ pair, confidence }) => ({ found: { kind: 'pair' as const, pair }, confidence })),
    ...passages.map(({ passage, confidence }) => ({ found: { kind: 'passage' as const, passage }, confidence })),
  ];
  return found
    .filter(({ confidence }) => confidence >= confidenceMin)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, sourcesMax)
    .map(({ found: one }) => ({
      key: sourceKey(one),
      title: sourceTitle(one),
      text: cutText(one.kind === 'pair' ? one.pair.answer : one.passage.body, sourceLengthMax),
    }));
}
