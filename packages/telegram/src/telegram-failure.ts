import { parseRetryAfter } from './parse-retry-after';

export interface TelegramOk {
  kind: 'ok';
  result: unknown;
}

/** Telegram understood the call and did not execute it. */
export interface TelegramRefused {
  kind: 'refused';
  errorCode: number;
  description: string;
  parameters: TelegramParameters;
}

/** The token is not, or no longer, one of a bot. */
export interface TelegramUnauthorized {
  kind: 'unauthorized';
  errorCode: number;
  description: string;
}

/** Another poller or a webhook takes the bot's updates. */
export interface TelegramConflict {
  kind: 'conflict';
  errorCode: 409;
  description: string;
}

export interface TelegramFlood {
  kind: 'flood';
  errorCode: 429;
  description: string;
  retryAfterSeconds: number;
}

/** The server failed; Telegram does not say whether it executed the call before. */
export interface TelegramUnavailable {
  kind: 'unavailable';
  errorCode: number;
  description: string;
  maybeExecuted: boolean;
}

export type NoAnswerReason = 'no-connection' | 'timeout' | 'aborted' | 'reset' | 'cut' | 'garbage' | 'too-large';

/** No usable answer came; `maybeExecuted` is false only if the request provably never left. */
export interface TelegramNoAnswer {
  kind: 'no-answer';
  maybeExecuted: boolean;
  reason: NoAnswerReason;
}

export interface TelegramParameters {
  migrate_to_chat_id?: number;
  retry_after?: number;
}

export type TelegramFailure =
  | TelegramRefused
  | TelegramUnauthorized
  | TelegramConflict
  | TelegramFlood
  | TelegramUnavailable
  | TelegramNoAnswer;

export type TelegramResult = TelegramOk | TelegramFailure;

/** Whether the same call may well be taken later, though nothing is changed. */
export function isPassing({ kind }: { kind: string }): boolean {
  return kind === 'flood' || kind === 'unavailable' || kind === 'no-answer';
}

export interface TelegramRefusal {
  method: string;
  errorCode: number;
  description: string;
  parameters?: unknown;
  retryAfterHeader?: string | undefined;
}

/** Every Bot API server has these, so "Not Found" on one of them speaks of the token. */
const methodsOfEveryServer = new Set(['getMe', 'getUpdates', 'setWebhook', 'deleteWebhook', 'sendMessage']);

/**
 * What a refusal means to a sender or a poller.
 * @see https://core.telegram.org/bots/api#making-requests
 */
export function classifyRefusal(refusal: TelegramRefusal): TelegramFailure {
  const { method, errorCode, description } = refusal;
  if (errorCode === 429) {
    const retryAfterSeconds = parseRetryAfter(refusal.parameters, refusal.retryAfterHeader, description);
    return { kind: 'flood', errorCode, description, retryAfterSeconds };
  }
  if (errorCode === 401) return { kind: 'unauthorized', errorCode, description };
  if (errorCode === 404 && description === 'Not Found' && methodsOfEveryServer.has(method)) {
    return { kind: 'unauthorized', errorCode, description };
  }
  if (errorCode === 409) return { kind: 'conflict', errorCode, description };
  if (errorCode >= 500) return { kind: 'unavailable', errorCode, description, maybeExecuted: true };
  return { kind: 'refused', errorCode, description, parameters: readParameters(refusal.parameters) };
}

function readParameters(value: unknown): TelegramParameters {
  if (typeof value !== 'object' || value === null) return {};
  const parameters: TelegramParameters = {};
  if ('migrate_to_chat_id' in value && typeof value.migrate_to_chat_id === 'number') {
    parameters.migrate_to_chat_id = value.migrate_to_chat_id;
  }
  if ('retry_after' in value && typeof value.retry_after === 'number') parameters.retry_after = value.retry_after;
  return parameters;
}
