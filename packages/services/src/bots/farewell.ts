import type { Secret } from '@dovecote/vault/secret';
import type { ServiceContext } from '../service-context';
import { tryTelegram } from '../telegram/ask-telegram';
import { findCredential } from './bot-credentials';
import type { BotRow } from './describe-bots';

/** What is needed to leave a bot at Telegram as we found it, after its row is gone. */
export interface Farewell {
  botId: string;
  apiRoot: string;
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
  return { botId: bot.id, apiRoot: bot.apiRoot, token, formerWebhook };
}

/** Removes our webhook without dropping what waits, or puts the former one back. Best effort. */
export async function sendFarewell(ctx: ServiceContext, farewell: Farewell): Promise<void> {
  const { apiRoot, token, formerWebhook, botId } = farewell;
  if (token === null) return;
  const result =
    formerWebhook === null
      ? await tryTelegram(ctx, { apiRoot, token, method: 'deleteWebhook', payload: { drop_pending_updates: false } })
      : await formerWebhook.use(
          async (url) => await tryTelegram(ctx, { apiRoot, token, method: 'setWebhook', payload: { url } }),
        );
  if (result.kind !== 'ok') ctx.logger.warn({ botId, outcome: result.kind }, 'the webhook could not be taken down');
}
