import { badRequest } from '../refusal';
import type { ChatState, StoredMessage } from '../state/bot-state';
import type { Method, MethodContext } from './method-context';

const deletableSeconds = 48 * 3600;

/** @see https://core.telegram.org/bots/api#deletemessage */
export const deleteMessage: Method = (ctx) => {
  const chat = ctx.bot.getChat(ctx.params.chatId());
  const stored = ctx.bot.findMessage(chat, ctx.params.messageId());
  if (stored === null) throw badRequest('message to delete not found');
  if (!remove(ctx, chat, stored)) throw badRequest("message can't be deleted for everyone");
  return true;
};

/** @see https://core.telegram.org/bots/api#deletemessages */
export const deleteMessages: Method = (ctx) => {
  const chat = ctx.bot.getChat(ctx.params.chatId());
  const ids = ctx.params.json('message_ids', "can't parse message identifiers JSON object");
  if (!Array.isArray(ids)) throw badRequest('message identifiers are not specified');
  if (ids.length > 100) throw badRequest('too many message identifiers specified');
  for (const id of ids) {
    const stored = ctx.bot.findMessage(chat, Number(id));
    if (stored !== null) remove(ctx, chat, stored);
  }
  return true;
};

function remove({ bot }: MethodContext, chat: ChatState, stored: StoredMessage): boolean {
  if (bot.nowSeconds - stored.message.date > deletableSeconds) return false;
  stored.isDeleted = true;
  bot.changeChat(chat);
  return true;
}
