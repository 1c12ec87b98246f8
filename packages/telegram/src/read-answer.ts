import type { HttpAnswer } from './http-exchange';
import { classifyRefusal, type TelegramResult } from './telegram-failure';

/** The outcome told by a whole HTTP answer; proxies in between answer with pages that are not JSON. */
export function readAnswer(method: string, answer: HttpAnswer): TelegramResult {
  const body = parseObject(answer.body);
  if (body?.ok === true && 'result' in body) return { kind: 'ok', result: body.result };
  const errorCode = typeof body?.error_code === 'number' ? body.error_code : answer.status;
  const isRefusal = body?.ok === false && errorCode >= 400;
  if (isRefusal || answer.status === 429 || answer.status === 413 || answer.status >= 500) {
    return classifyRefusal({
      method,
      errorCode: isRefusal ? errorCode : answer.status,
      description: typeof body?.description === 'string' ? body.description : '',
      parameters: body?.parameters,
      retryAfterHeader: answer.retryAfter,
    });
  }
  return { kind: 'no-answer', maybeExecuted: true, reason: 'garbage' };
}

function parseObject(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
