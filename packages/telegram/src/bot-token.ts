import { AppError } from '@dovecote/errors/app-error';

export interface BotToken {
  token: string;
  /** The bot's id on Telegram, which every token starts with. */
  telegramId: string;
}

const tokenInText = /(?<![\w-])\d{6,12}:[A-Za-z0-9_-]{30,64}(?![\w-])/g;

/**
 * The bot token in a pasted text, be it the token alone or BotFather's whole message.
 * @throws AppError `TOKEN_MALFORMED` when the text holds no token, or two different ones.
 */
export function parseBotToken(text: string): BotToken {
  const tokens = new Set(text.slice(0, 10_000).match(tokenInText) ?? []);
  const [token] = tokens;
  if (token === undefined) {
    throw new AppError(
      'TOKEN_MALFORMED',
      'This is not a bot token. It looks like 123456789:AAExampleLettersAndDigits; BotFather sends it after /newbot or /token.',
    );
  }
  if (tokens.size > 1) {
    throw new AppError('TOKEN_MALFORMED', 'There is more than one bot token in this text. Paste only one.');
  }
  return { token, telegramId: token.slice(0, token.indexOf(':')) };
}
