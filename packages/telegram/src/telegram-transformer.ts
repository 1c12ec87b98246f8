import { HttpError, InputFile, type Transformer } from 'grammy';
import { callTelegram } from './call-telegram';
import { NoAnswerError } from './no-answer-error';
import type { TelegramResult } from './telegram-failure';
import type { Transport } from './transport';

type Outcome = Awaited<ReturnType<Transformer>>;

export interface BotApiSettings {
  token: string;
  /** For instance `https://api.telegram.org`, without a slash at the end. */
  apiRoot: string;
  transport: Transport;
}

/** Sends calls without files over `transport` instead of grammY's own client, whose files and errors it also tames. */
export function telegramTransformer({ token, apiRoot, transport }: BotApiSettings): Transformer {
  return async (previous, method, payload, signal) => {
    if (hasUpload(payload)) return await withoutAddress(method, () => previous(method, payload, signal));
    const result = await callTelegram({ transport, apiRoot, token, method, payload: payload ?? {}, signal });
    return toApiResponse(method, result);
  };
}

function toApiResponse<T>(method: string, result: TelegramResult): T {
  if (result.kind === 'no-answer') throw new NoAnswerError(method, result.reason, result.maybeExecuted);
  return asApiResponse<T>(result.kind === 'ok' ? { ok: true, result: result.result } : toErrorResponse(result));
}

function toErrorResponse(result: Exclude<TelegramResult, { kind: 'ok' | 'no-answer' }>): Outcome {
  const response = { ok: false as const, error_code: result.errorCode, description: result.description };
  if (result.kind === 'flood') return { ...response, parameters: { retry_after: result.retryAfterSeconds } };
  return result.kind === 'refused' ? { ...response, parameters: result.parameters } : response;
}

/** grammY trusts a transformer with the result's type, as it trusts the server. */
function asApiResponse<T>(response: object): T {
  return response as T;
}

/** Errors of the stock client quote the address with the token: only what is known about them goes on. */
async function withoutAddress<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const cause = error instanceof HttpError ? error.error : error;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new NoAnswerError(method, 'no-connection', false);
    }
    const name = cause instanceof Error ? `${cause.name} ${cause.message}` : '';
    if (/timed out/.test(name)) throw new NoAnswerError(method, 'timeout', true);
    throw new NoAnswerError(method, /abort/i.test(name) ? 'aborted' : 'reset', true);
  }
}

function hasUpload(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof InputFile || Object.values(value).some(hasUpload);
}
