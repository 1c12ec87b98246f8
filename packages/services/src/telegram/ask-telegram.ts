import { AppError } from '@dovecote/errors/app-error';
import { callTelegram } from '@dovecote/telegram/call-telegram';
import type { TelegramFailure, TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { Secret } from '@dovecote/vault/secret';
import type { ServiceContext } from '../service-context';

export interface TelegramQuestion {
  apiRoot: string;
  token: Secret;
  method: string;
  payload?: object;
  timeoutMs?: number;
}

const defaultTimeoutMs = 10_000;

/** One Bot API call with its outcome as data. */
export async function tryTelegram(
  ctx: Pick<ServiceContext, 'telegram'>,
  { apiRoot, token, method, payload, timeoutMs = defaultTimeoutMs }: TelegramQuestion,
): Promise<TelegramResult> {
  const call = { transport: ctx.telegram, apiRoot, method, timeoutMs, ...(payload !== undefined && { payload }) };
  return await token.use(async (value) => await callTelegram({ ...call, token: value }));
}

/**
 * One Bot API call that must succeed.
 * @throws AppError `TOKEN_REJECTED`, or `TELEGRAM_UNAVAILABLE` for everything that is not the token's fault.
 */
export async function askTelegram(ctx: Pick<ServiceContext, 'telegram'>, question: TelegramQuestion): Promise<unknown> {
  const result = await tryTelegram(ctx, question);
  if (result.kind === 'ok') return result.result;
  throw toTelegramError(result);
}

export function toTelegramError(failure: TelegramFailure): AppError {
  if (failure.kind === 'unauthorized') {
    return new AppError(
      'TOKEN_REJECTED',
      'Telegram does not accept this token. It may have been revoked; get the current one from BotFather by /token.',
      { fields: { token: 'is not accepted by Telegram' } },
    );
  }
  if (failure.kind === 'flood') {
    const { retryAfterSeconds } = failure;
    const words = `Telegram asks us to wait ${retryAfterSeconds} s before the next call for this bot. Nothing was changed; try again then.`;
    return new AppError('TELEGRAM_UNAVAILABLE', words, { retryAfterSeconds });
  }
  const words = failure.kind === 'no-answer' ? 'did not answer' : `answered ${failure.errorCode}`;
  return new AppError('TELEGRAM_UNAVAILABLE', `Telegram ${words}. Nothing was changed; try again in a moment.`);
}
