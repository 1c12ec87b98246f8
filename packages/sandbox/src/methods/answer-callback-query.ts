import { badRequest } from '../refusal';
import type { Method } from './method-context';

/** @see https://core.telegram.org/bots/api#answercallbackquery */
export const answerCallbackQuery: Method = ({ bot, params }) => {
  const id = params.text('callback_query_id');
  const text = params.text('text');
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  for (const chat of bot.chats.values()) {
    const callback = chat.callbacks.find((one) => one.id === id);
    if (callback === undefined) continue;
    if (bot.context.clock.nowMs() - callback.createdAtMs > bot.context.limits.callbackQueryLifeMs) break;
    const url = params.text('url');
    callback.answer = {
      ...(text && { text }),
      ...(params.flag('show_alert') && { showAlert: true }),
      ...(url && { url }),
    };
    bot.changeChat(chat);
    return true;
  }
  throw badRequest('query is too old and response timeout expired or query ID is invalid');
};
