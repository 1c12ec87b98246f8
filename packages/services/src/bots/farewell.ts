import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing, type TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { Secret } from '@dovecote/vault/secret';
import type { ServiceContext } from '../service-context';
import { tryTelegram } from '../telegram/ask-telegram';
import { findCredential } from './bot-credentials';
import type { BotRow } from './describe-bots';
import { isHostedHere } from './is-hosted-here';

/** What is needed to leave a bot at Telegram as we found it, after its row is gone. */
export interface Farewell {
  botId: string;
  telegramId: string;
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
  const { id: botId, telegramId, apiRoot, webhookPath } = bot;
  return { botId, telegramId, apiRoot, webhookPath, token, formerWebhook };
}

/** Who removes the bot waits so long at most. */
const retryWithinMs = 6_000;
const timeoutMs = 3_000;
const retryDelayMs = 500;
/** Its secrets live on in this process alone, for so long. */
const retryLaterWithinMs = 60 * 60_000;
const laterDelayMsMax = 5 * 60_000;

/**
 * Removes our webhook without dropping what waits, or puts the former one back. One that is somebody else's by now, or
 * always was, stays as it is. Best effort: a failure that passes is ridden out, for a few seconds here and then apart.
 */
export async function sendFarewell(ctx: ServiceContext, farewell: Farewell): Promise<void> {
  const { token } = farewell;
  if (token === null) return;
  const untilMs = performance.now() + retryWithinMs;
  for (;;) {
    const outcome = await leaveOnce(ctx, farewell, token);
    if (outcome.kind === 'ok') return;
    const delayMs = delayOf(outcome, retryDelayMs);
    if (!isPassing(outcome)) return giveUp(ctx, farewell, outcome);
    if (performance.now() + delayMs > untilMs) {
      leaveLater(ctx, farewell, token, outcome).catch((err) => {
        ctx.logger.warn({ err, botId: farewell.botId }, 'the webhook could not be taken down');
      });
      return;
    }
    await sleep(delayMs);
  }
}

/** The bot may have another home by then, or one here: only where our webhook still stands there is something to leave. */
async function leaveLater(
  ctx: ServiceContext,
  farewell: Farewell,
  token: Secret,
  first: TelegramResult,
): Promise<void> {
  ctx.logger.warn({ botId: farewell.botId, outcome: first.kind }, 'the webhook could not be taken down yet');
  const untilMs = performance.now() + retryLaterWithinMs;
  let outcome = first;
  for (let attempt = 0; isPassing(outcome); attempt += 1) {
    const delayMs = delayOf(outcome, Math.min(laterDelayMsMax, 1_000 * 2 ** attempt));
    if (performance.now() + delayMs > untilMs) break;
    await sleep(delayMs, undefined, { ref: false });
    if (await isHostedHere(ctx, farewell)) return;
    outcome = await leaveOnce(ctx, farewell, token, { onlyOurs: true });
  }
  if (outcome.kind !== 'ok') giveUp(ctx, farewell, outcome);
}

function delayOf(outcome: TelegramResult, otherwiseMs: number): number {
  return outcome.kind === 'flood' ? outcome.retryAfterSeconds * 1_000 : otherwiseMs;
}

function giveUp(ctx: ServiceContext, { botId }: Farewell, { kind: outcome }: TelegramResult): void {
  ctx.logger.warn({ botId, outcome }, 'the webhook could not be taken down');
}

async function leaveOnce(
  ctx: ServiceContext,
  farewell: Farewell,
  token: Secret,
  { onlyOurs = false } = {},
): Promise<TelegramResult> {
  const { apiRoot, webhookPath, formerWebhook } = farewell;
  const bot = { apiRoot, token, timeoutMs };
  const found = await tryTelegram(ctx, { ...bot, method: 'getWebhookInfo' });
  if (found.kind !== 'ok') return found;
  const url = urlOf(found.result);
  const isOurs = url.endsWith(`/tg/${webhookPath}`);
  if (!isOurs && (url !== '' || onlyOurs)) return found;
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
