import { faqModels } from '@dovecote/db/schema/faq';
import { AppError } from '@dovecote/errors/app-error';
import { cutText } from '@dovecote/modules/kit/cut-text';
import { scrub } from '@dovecote/observability/scrub';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { authoriseMember } from '../../policies/authorise';
import type { ServiceContext } from '../../service-context';
import { modelKeyPlace } from './model-view';

const timeoutMs = 10_000;
const answerBytesMax = 64 * 1024;
const answerLengthMax = 200;

export const modelTestSchema = z.object({
  ok: z.boolean(),
  durationMs: z.number(),
  /** What went wrong, in words for the owner; null when it answered as it should. */
  problem: z.string().nullable(),
  /** The beginning of what it said. */
  answer: z.string().nullable(),
});

const completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

/**
 * Asks the workspace's own model one short question. Whatever the endpoint does is an outcome and never thrown.
 * @throws AppError `NOT_FOUND` when there is none.
 */
export async function testModel(ctx: ServiceContext): Promise<z.output<typeof modelTestSchema>> {
  const { id: workspaceId } = authoriseMember(ctx, 'keys.manage');
  const [row] = await ctx.db.select().from(faqModels).where(eq(faqModels.workspaceId, workspaceId));
  if (row === undefined) throw new AppError('NOT_FOUND', 'The workspace has no language model of its own.');
  const key = await ctx.vault.open(row.apiKey, modelKeyPlace(workspaceId));
  const began = performance.now();
  const outcome = await ask(
    ctx,
    row,
    key.use((text) => text),
  );
  return { ...outcome, ok: outcome.problem === null, durationMs: Math.round(performance.now() - began) };
}

async function ask(ctx: ServiceContext, { url, model }: { url: string; model: string }, apiKey: string) {
  const messages = [{ role: 'user', content: 'Answer with the word "ready" and nothing else.' }];
  try {
    const { status, body } = await ctx.outbound.fetch({
      url: `${url.replace(/\/+$/, '')}/chat/completions`,
      field: 'url',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model, messages, max_tokens: 20 }),
      timeoutMs,
      answerBytesMax,
    });
    const text = body.toString('utf8');
    if (status !== 200) return { problem: `It answered ${status}.`, answer: shown(text, apiKey) };
    const parsed = completion.safeParse(readJson(text));
    const said = parsed.data?.choices[0]?.message.content;
    if (said === undefined) return { problem: 'It answered no chat completion.', answer: shown(text, apiKey) };
    return { problem: null, answer: shown(said, apiKey) };
  } catch (error) {
    if (!(error instanceof AppError) || error.fields?.url === undefined) throw error;
    return { problem: `The address ${error.fields.url}.`, answer: null };
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An endpoint may repeat the key it was sent. */
function shown(text: string, apiKey: string): string {
  return cutText(scrub(text.replaceAll(apiKey, '…').replaceAll('\u0000', '')), answerLengthMax);
}
