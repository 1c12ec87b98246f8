import type { HttpAnswer } from './http-exchange';
import { parseApiRoot } from './parse-api-root';
import { readAnswer } from './read-answer';
import type { TelegramNoAnswer, TelegramResult } from './telegram-failure';
import { uploadForm } from './text-upload';
import type { Transport } from './transport';

export interface TelegramCall {
  transport: Transport;
  /** For instance `https://api.telegram.org`, without a slash at the end. */
  apiRoot: string;
  token: string;
  method: string;
  payload?: object;
  signal?: AbortSignal | undefined;
  /** For the whole call; by default the transport's, or for `getUpdates` its own `timeout` and some slack. */
  timeoutMs?: number;
}

/**
 * Makes one Bot API call, with a JSON payload or as the upload of a text, and always ends. It never throws for what a
 * server or the network does, and nothing it returns holds the token.
 * @see https://core.telegram.org/bots/api#making-requests
 */
export function callTelegram(call: TelegramCall): Promise<TelegramResult> {
  const { method } = call;
  // Not an async function: what it was given, the token too, would be kept as long as a long poll waits.
  return sendCall(call).then((answer) => ('kind' in answer ? answer : readAnswer(method, answer)));
}

function sendCall(call: TelegramCall): Promise<HttpAnswer | TelegramNoAnswer> {
  const { transport, method, payload = {} } = call;
  const isPoll = method === 'getUpdates';
  const { origin, prefix } = parseApiRoot(call.apiRoot);
  const form = uploadForm(payload);
  return transport.connections.send({
    origin,
    path: `${prefix}/bot${call.token}/${method}`,
    body: form?.body ?? stringifyPayload(payload),
    contentType: form?.contentType,
    isPoll,
    signal: call.signal,
    timeoutMs: call.timeoutMs ?? (isPoll ? pollTimeoutMs(transport, payload) : transport.limits.requestTimeoutMs),
    answerBytesMax: isPoll ? transport.limits.updatesBytesMax : transport.limits.answerBytesMax,
  });
}

function pollTimeoutMs(transport: Transport, payload: object): number {
  const seconds = 'timeout' in payload && typeof payload.timeout === 'number' ? payload.timeout : 0;
  return seconds * 1000 + transport.limits.requestTimeoutMs + transport.limits.pollSlackMs;
}

/** The Bot API reads a null parameter as the text "null", so nulls are left out. */
function stringifyPayload(payload: object): string {
  const text = JSON.stringify(payload);
  return text.includes('null') ? JSON.stringify(payload, (_key, value: unknown) => value ?? undefined) : text;
}
