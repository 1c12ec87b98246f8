import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing, type TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { Secret } from '@dovecote/vault/secret';
import type { ServiceContext } from '../service-context';
import { tryTelegram } from '../telegram/ask-telegram';
import { findCredential } from './bot-credentials';
import type { BotRow } from './describe-bots';

/** What is needed to leave a bot at Telegram as we found it, after its row is gone. */
export interface Farewell {
  botId: string;
  apiRoot: string;
  webhookPath: string;
  token: Secret | null;
  formerWebhook: Secret | null;
}

/** Opens what the farewell needs; a credential that cannot be opened must not keep a bot from being removed. */
export async function prepareFarewell(ctx: ServiceContext, bot: BotRow): Promise<Farewell> {
  const open = async (purpose: 'bot_token' | 'former_webhook') => {
    try {
      return await findCredential(ctx, bot, purpose);
    } catch (err) {
      ctx.logger.warn({ err, botId: bot.id, purpose }, 'a credential could not be opened');
      return null;
    }
  };
  const [token, formerWebhook] = [await open('bot_token'), await open('former_webhook')];
  const { id: botId, apiRoot, webhookPath } = bot;
  return { botId, apiRoot, webhookPath, token, formerWebhook };
}

/** Its secrets die with the request, so a passing failure is ridden out here; who removes the bot waits so long at most. */
const retryWithinMs = 6_000;
const timeoutMs = 3_000;
const retryDelayMs = 500;

/**
 * Removes our webhook without dropping what waits, or puts the former one back. One that is somebody else's by now, or
 * always was, stays as it is. Best effort.
 */
export async function sendFarewell(ctx: ServiceContext, farewell: Farewell): Promise<void> {
  const { token, botId } = farewell;
  if (token === null) return;
  const untilMs = performance.now() + retryWithinMs;
  for (;;) {
    const outcome = await leaveOnce(ctx, farewell, token);
    if (outcome.kind === 'ok') return;
    const delayMs = outcome.kind === 'flood' ? outcome.retryAfterSeconds * 1_000 : retryDelayMs;
    if (!isPassing(outcome) || performance.now() + delayMs > untilMs) {
      return ctx.logger.warn({ botId, outcome: outcome.kind }, 'the webhook could not be taken down');
    }
    await sleep(delayMs);
  }
}

async function leaveOnce(ctx: ServiceContext, farewell: Farewell, token: Secret): Promise<TelegramResult> {
  const { apiRoot, webhookPath, formerWebhook } = farewell;
  const bot = { apiRoot, token, timeoutMs };
  const found = await tryTelegram(ctx, { ...bot, method: 'getWebhookInfo' });
  if (found.kind !== 'ok') return found;
  const url = urlOf(found.result);
  if (url !== '' && !url.endsWith(`/tg/${webhookPath}`)) return found;
  if (formerWebhook !== null) {
    return await formerWebhook.use(
      async (former) => await tryTelegram(ctx, { ...bot, method: 'setWebhook', payload: { url: former } }),
    );
  }
  if (url === '') return found;
  return await tryTelegram(ctx, { ...bot, method: 'deleteWebhook', payload: { drop_pending_updates: false } });
}

function urlOf(info: unknown): string {
  return typeof info === 'object' && info !== null && 'url' in info && typeof info.url === 'string' ? info.url : '';
}
