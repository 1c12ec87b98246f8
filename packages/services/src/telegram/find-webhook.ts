import { AppError } from '@dovecote/errors/app-error';
import type { Secret } from '@dovecote/vault/secret';
import { z } from 'zod';
import type { ServiceContext } from '../service-context';
import { toTelegramError, tryTelegram } from './ask-telegram';

const webhookSchema = z.object({
  url: z.string().catch(''),
  pending_update_count: z.number().catch(0),
  last_error_date: z.number().optional().catch(undefined),
  last_error_message: z.string().optional().catch(undefined),
});

export interface TelegramWebhook {
  /** Null when none is set. */
  url: string | null;
  host: string | null;
  pendingUpdates: number;
  lastErrorAt: string | null;
  lastErrorMessage: string | null;
}

/**
 * Where Telegram delivers the bot's updates now; null when the server has no such call, which must not keep a bot out.
 * @throws AppError `TOKEN_REJECTED` or `TELEGRAM_UNAVAILABLE`.
 * @see https://core.telegram.org/bots/api#getwebhookinfo
 */
export async function findWebhook(
  ctx: Pick<ServiceContext, 'telegram'>,
  bot: { apiRoot: string; token: Secret },
): Promise<TelegramWebhook | null> {
  const answer = await tryTelegram(ctx, { ...bot, method: 'getWebhookInfo' });
  if (answer.kind !== 'ok' && answer.kind !== 'refused') throw toTelegramError(answer);
  const parsed = webhookSchema.safeParse(answer.kind === 'ok' ? answer.result : null);
  if (!parsed.success) return null;
  const info = parsed.data;
  const url = info.url === '' ? null : info.url;
  return {
    url,
    host: url !== null && URL.canParse(url) ? new URL(url).host : null,
    pendingUpdates: info.pending_update_count,
    lastErrorAt: info.last_error_date === undefined ? null : new Date(info.last_error_date * 1000).toISOString(),
    lastErrorMessage: info.last_error_message ?? null,
  };
}

/**
 * As `findWebhook`, for a view that has more to show: null also while Telegram cannot be asked.
 * @throws AppError `TOKEN_REJECTED`.
 */
export async function glimpseWebhook(...question: Parameters<typeof findWebhook>): Promise<TelegramWebhook | null> {
  return await findWebhook(...question).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'TELEGRAM_UNAVAILABLE') return null;
    throw error;
  });
}
