import { AppError } from '@dovecote/errors/app-error';
import { cutText } from '@dovecote/modules/kit/cut-text';
import { scrub } from '@dovecote/observability/scrub';
import type { Secret } from '@dovecote/vault/secret';
import type { ServiceContext } from '../service-context';
import { signWebhook } from './sign-webhook';

export interface WebhookOutcome {
  durationMs: number;
  status: number | null;
  /** Null for a delivery that was taken. */
  error: string | null;
  /** The beginning of a refusal. */
  answer: string | null;
}

const timeoutMs = 15_000;
const answerBytesMax = 1_024;
const answerLengthMax = 200;

/** One attempt: signed now, under the event's own id. Whatever the endpoint does, it is an outcome and never thrown. */
export async function postWebhook(
  ctx: Pick<ServiceContext, 'outbound' | 'clock'>,
  message: { url: string; id: string; body: string },
  secrets: readonly Secret[],
): Promise<WebhookOutcome> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const { status, body } = await ctx.outbound.fetch({
      url: message.url,
      field: 'url',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Dovecote-Webhooks/1',
        ...signWebhook({ id: message.id, body: message.body, at: ctx.clock() }, secrets),
      },
      body: message.body,
      timeoutMs,
      answerBytesMax,
      isCutFine: true,
    });
    const isTaken = status >= 200 && status < 300;
    const answer = isTaken || body.length === 0 ? null : readAnswer(body);
    return { durationMs: took(), status, error: isTaken ? null : `answered ${status}`, answer };
  } catch (error) {
    if (!(error instanceof AppError) || error.fields?.url === undefined) throw error;
    return { durationMs: took(), status: null, error: error.fields.url, answer: null };
  }
}

function readAnswer(body: Buffer): string {
  return cutText(scrub(body.toString('utf8').replaceAll('\u0000', '')), answerLengthMax);
}
