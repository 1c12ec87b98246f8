import { AppError } from '@dovecote/errors/app-error';
import type { Secret } from '@dovecote/vault/secret';
import type { ServiceContext } from '../service-context';
import { getTelegramMe, type TelegramMe } from './get-telegram-me';

export interface BotServer {
  apiRoot: string;
  environment: 'live' | 'sandbox';
  me: TelegramMe;
}

/**
 * The Bot API server that accepts the token: the sandbox if it knows the bot, else Telegram.
 * @throws AppError `TOKEN_REJECTED` or `TELEGRAM_UNAVAILABLE`.
 */
export async function findBotServer(ctx: ServiceContext, token: Secret, telegramId: string): Promise<BotServer> {
  const { sandboxApiRoot, telegramApiRoot } = ctx.settings;
  if (ctx.sandbox !== null && sandboxApiRoot !== null && (await isKnown(ctx, telegramId))) {
    const me = await getTelegramMe(ctx, { apiRoot: sandboxApiRoot, token }).catch(nullIfRejected);
    if (me !== null) return { apiRoot: sandboxApiRoot, environment: 'sandbox', me };
  }
  return {
    apiRoot: telegramApiRoot,
    environment: 'live',
    me: await getTelegramMe(ctx, { apiRoot: telegramApiRoot, token }),
  };
}

/** A sandbox that is down must not keep live bots from being added. */
async function isKnown({ sandbox, logger }: ServiceContext, telegramId: string): Promise<boolean> {
  try {
    return (await sandbox?.hasBot(telegramId)) ?? false;
  } catch (err) {
    logger.warn({ err }, 'the sandbox could not be asked for a bot');
    return false;
  }
}

/** A sandbox id may by chance be a live bot's too. */
function nullIfRejected(error: unknown): null {
  if (error instanceof AppError && error.code === 'TOKEN_REJECTED') return null;
  throw error;
}
