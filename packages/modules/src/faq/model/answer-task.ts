import { randomBytes } from 'node:crypto';
import { faqModelCalls, faqModels } from '@dovecote/db/schema/faq';
import { and, eq } from 'drizzle-orm';
import type { Task, TaskContext } from '../../kit/task';
import type { FaqSettings } from '../faq-context';
import type { WordedAnswer } from './answer-cache';
import { hasOnlyKnownFigures, isGrounded, judgeablePart } from './check-answer';
import { isTurnedAway } from './is-turned-away';
import { buildPrompt, type ModelSource, markLength, outputTokensMax, unknownWord } from './model-prompt';

export interface AnswerRequest {
  callId: string;
  question: string;
  sources: readonly ModelSource[];
  /** What it is cached under. */
  cacheKey: string;
}

/** What became of a question to the model; `tokens` null: nobody knows what it took. */
export type AnswerResult =
  | { kind: 'answered'; answer: WordedAnswer; cacheKey: string; tokens: number | null }
  | { kind: 'unknown'; tokens: number | null }
  | { kind: 'refused'; reason: 'figure' | 'ungrounded' | 'leak'; tokens: number | null }
  | { kind: 'unasked'; reason: 'over' | 'no_model' | 'turned_away' };

interface Endpoint {
  url: string;
  model: string;
  apiKey: string;
  fetch: typeof fetch;
}

/** With the way there and back, a person waits ten seconds at most. */
const timeoutMs = 7_000;
const answerLengthMax = 3_000;
const stopCheckEveryMs = 1_000;
const showEveryMs = 500;

/** Words an answer from the passages given, and from nothing else; what cannot be vouched for is refused. */
export const answerTask: Task<FaqSettings> = {
  timeoutMs,
  // The tokens are reserved for one call: whoever began it may have taken them.
  attemptsMax: 1,
  async run(ctx, payload): Promise<AnswerResult> {
    const request = payload as AnswerRequest;
    if (!(await isOpen(ctx, request.callId))) return { kind: 'unasked', reason: 'over' };
    const endpoint = await findEndpoint(ctx);
    if (!endpoint) return { kind: 'unasked', reason: 'no_model' };
    return await askEndpoint(ctx, endpoint, request);
  },
};

async function askEndpoint(
  ctx: TaskContext<FaqSettings>,
  endpoint: Endpoint,
  request: AnswerRequest,
): Promise<AnswerResult> {
  const { question, sources } = request;
  const mark = newMark();
  const cut = new AbortController();
  const { url: baseURL, apiKey, fetch } = endpoint;
  // Loaded for the first question: most processes never hear one.
  const { streamText } = await import('ai');
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const result = streamText({
    ...buildPrompt(question, sources, mark),
    model: createOpenAICompatible({ name: 'model', baseURL, apiKey, fetch, includeUsage: true }).chatModel(
      endpoint.model,
    ),
    maxOutputTokens: outputTokensMax,
    temperature: 0,
    maxRetries: 0,
    abortSignal: AbortSignal.any([ctx.signal, cut.signal]),
    // Failures are parts of the stream, read below.
    onError: () => undefined,
  });
  let text = '';
  let tokens: number | null = null;
  let checkedAt = ctx.clock().getTime();
  let shownAt = 0;
  const refuse = (reason: 'figure' | 'ungrounded' | 'leak'): AnswerResult => ({ kind: 'refused', reason, tokens });
  try {
    for await (const part of result.fullStream) {
      if (part.type === 'error') {
        if (text === '' && isTurnedAway(part.error)) return { kind: 'unasked', reason: 'turned_away' };
        throw new ModelError();
      }
      if (part.type === 'finish') tokens = countTokens(part.totalUsage.totalTokens);
      if (part.type !== 'text-delta') continue;
      text += part.text;
      if (text.includes(mark)) return refuse('leak');
      const shown = judgeablePart(text);
      if (!hasOnlyKnownFigures(shown, sources)) return refuse('figure');
      if (text.length > answerLengthMax) return refuse('ungrounded');
      const now = ctx.clock().getTime();
      if (now - shownAt >= showEveryMs && !shown.startsWith(unknownWord) && isGrounded(shown, question, sources)) {
        shownAt = now;
        ctx.progress({ text: shown });
      }
      if (now - checkedAt >= stopCheckEveryMs) {
        checkedAt = now;
        if (!(await isOpen(ctx, request.callId))) return { kind: 'unasked', reason: 'over' };
      }
    }
  } finally {
    cut.abort();
  }
  return judge(text.trim(), request, tokens, mark);
}

/** Null for what is no number of tokens, whatever the endpoint says. */
function countTokens(said: number | undefined): number | null {
  return Number.isSafeInteger(said) && said !== undefined && said > 0 ? said : null;
}

/** Letters alone, so that no check of figures takes it for one. */
function newMark(): string {
  return randomBytes(32)
    .toString('base64')
    .replaceAll(/[^A-Za-z]/gu, '')
    .slice(0, markLength);
}

function judge(
  text: string,
  { question, sources, cacheKey }: AnswerRequest,
  tokens: number | null,
  mark: string,
): AnswerResult {
  if (text.replaceAll(/[^A-Z]/gu, '').startsWith(unknownWord) && text.length < 40) return { kind: 'unknown', tokens };
  if (text.includes(mark)) return { kind: 'refused', reason: 'leak', tokens };
  if (!hasOnlyKnownFigures(text, sources)) return { kind: 'refused', reason: 'figure', tokens };
  if (!isGrounded(text, question, sources)) return { kind: 'refused', reason: 'ungrounded', tokens };
  return { kind: 'answered', answer: cite(text, sources), cacheKey, tokens };
}

/** The passages the text names, numbered as they come; where it names none, the likeliest stands for it. */
function cite(text: string, sources: readonly ModelSource[]): WordedAnswer {
  const used: ModelSource[] = [];
  const cited = text.replaceAll(/\s?\[(\d{1,2})\]/gu, (_all, number: string) => {
    const source = sources[Number(number) - 1];
    if (!source) return '';
    if (!used.includes(source)) used.push(source);
    return ` [${used.indexOf(source) + 1}]`;
  });
  const named = used.length > 0 ? used : sources.slice(0, 1);
  return { text: cited.trim(), sources: named.map(({ key, title }) => ({ key, title })) };
}

/** The platform's model is the operator's choice, any other one a customer's: those go through the guarded door. */
async function findEndpoint(ctx: TaskContext<FaqSettings>): Promise<Endpoint | null> {
  if (ctx.settings.model === 'platform') return ctx.platformModel && { ...ctx.platformModel, fetch: globalThis.fetch };
  const { db, workspaceId } = ctx.reader;
  const [row] = await db.select().from(faqModels).where(eq(faqModels.workspaceId, workspaceId));
  if (!row) return null;
  const apiKey = await ctx.openSecret(row.apiKey, { row: workspaceId, column: 'api_key' });
  return { url: row.url, model: row.model, apiKey, fetch: ctx.fetch };
}

async function isOpen({ reader }: TaskContext<FaqSettings>, id: string): Promise<boolean> {
  const { db, workspaceId, botId } = reader;
  const [row] = await db
    .select({ state: faqModelCalls.state })
    .from(faqModelCalls)
    .where(and(eq(faqModelCalls.workspaceId, workspaceId), eq(faqModelCalls.botId, botId), eq(faqModelCalls.id, id)));
  return row?.state === 'open';
}

/** A failure without the endpoint's words, which may repeat what a person wrote. */
class ModelError extends Error {
  override readonly name = 'ModelError';

  constructor() {
    super('The model did not answer to the end.');
  }
}
