import { bots } from '@dovecote/db/schema/bots';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { invalidField, parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { toTelegramError, tryTelegram } from '../telegram/ask-telegram';
import { glimpseWebhook, type TelegramWebhook } from '../telegram/find-webhook';
import { getTelegramMe, type TelegramMe } from '../telegram/get-telegram-me';
import { getBotToken } from './bot-credentials';
import { verifyBotSchema } from './bot-schemas';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import type { BotRow } from './describe-bots';
import { getBotRow } from './get-bot-row';

export interface Verification {
  isVerified: true;
  telegram: TelegramMe;
  /** Null when the server does not say. */
  webhook: Omit<TelegramWebhook, 'url'> | null;
  testMessage: { messageId: number } | null;
  bot: BotView;
}

/**
 * What Telegram says of the bot now, and a test message if a chat is given.
 * @throws AppError `TOKEN_REJECTED`, `TELEGRAM_UNAVAILABLE`, or `VALIDATION_FAILED` when the chat refuses the message.
 */
export async function verifyBot(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof verifyBotSchema> = {},
): Promise<Verification> {
  const bot = await getBotRow(ctx, botId, 'bots.operate');
  const { chatId, text } = parseInput(verifyBotSchema, input);
  if (text !== undefined && chatId === undefined) throw invalidField('chatId', 'is needed to send a test message');
  const address = { apiRoot: bot.apiRoot, token: await getBotToken(ctx, bot) };
  const telegram = await getTelegramMe(ctx, address).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === 'TOKEN_REJECTED') await forgetVerification(ctx, bot);
    throw error;
  });
  // A proxy that mixes answers up must not make one bot into another.
  if (telegram.telegramId !== bot.telegramId) {
    throw new AppError(
      'TELEGRAM_UNAVAILABLE',
      'The Bot API server answered for another bot than this one. Nothing was changed; try again in a moment.',
    );
  }
  const webhook = withoutUrl(await glimpseWebhook(ctx, address));
  const testMessage = chatId === undefined ? null : await sendTestMessage(ctx, address, chatId, text);
  const view = await changeBot(ctx, bot, (row) => ({
    set: { isVerified: true, username: telegram.username },
    audit: { action: 'bot.verified', before: { username: row.username }, after: { username: telegram.username } },
  }));
  return { isVerified: true, telegram, webhook, testMessage, bot: view };
}

/** The address of a webhook may itself be a secret. */
function withoutUrl(webhook: TelegramWebhook | null): Omit<TelegramWebhook, 'url'> | null {
  if (webhook === null) return null;
  const { url: _url, ...shown } = webhook;
  return shown;
}

async function forgetVerification(ctx: ServiceContext, bot: BotRow): Promise<void> {
  await ctx.db
    .update(bots)
    .set({ isVerified: false })
    .where(and(eq(bots.workspaceId, bot.workspaceId), eq(bots.id, bot.id)));
}

async function sendTestMessage(
  ctx: ServiceContext,
  address: { apiRoot: string; token: Awaited<ReturnType<typeof getBotToken>> },
  chatId: number | string,
  text = 'A test message from Dovecote: this bot can write to you.',
): Promise<{ messageId: number }> {
  const result = await tryTelegram(ctx, { ...address, method: 'sendMessage', payload: { chat_id: chatId, text } });
  if (result.kind === 'refused') throw invalidField('chatId', `was refused by Telegram: ${result.description}`);
  if ('maybeExecuted' in result && result.maybeExecuted) {
    throw new AppError(
      'TELEGRAM_UNAVAILABLE',
      'Telegram did not say whether it sent the test message. Look into the chat before you try again.',
    );
  }
  if (result.kind !== 'ok') throw toTelegramError(result);
  const { result: message } = result;
  const hasId = typeof message === 'object' && message !== null && 'message_id' in message;
  return { messageId: hasId ? Number(message.message_id) : 0 };
}
