import { badRequest } from '../refusal';
import type { ChatState } from '../state/bot-state';
import type { SandboxMessage } from '../state/sandbox-message';
import type { Method, MethodContext } from './method-context';
import { getWritableChat, sendContent } from './outgoing';
import { readCaption } from './send-media';

/** @see https://core.telegram.org/bots/api#forwardmessage */
export const forwardMessage: Method = (ctx) => {
  const { chat, original } = getOriginal(ctx, 'forward');
  const {
    message_id: _id,
    date,
    from,
    chat: _chat,
    reply_markup: _markup,
    reply_to_message: _reply,
    ...content
  } = original;
  const forward_origin = original.forward_origin ?? { type: 'user' as const, sender_user: from, date };
  return sendContent(ctx, chat, { ...content, forward_origin });
};

/** @see https://core.telegram.org/bots/api#copymessage */
export const copyMessage: Method = (ctx) => {
  const { chat, original } = getOriginal(ctx, 'copy');
  const {
    message_id: _id,
    date: _date,
    edit_date: _edited,
    from: _from,
    chat: _chat,
    reply_markup: _markup,
    reply_to_message: _reply,
    forward_origin: _origin,
    ...content
  } = original;
  if (ctx.params.has('caption') && content.text === undefined) {
    const { caption: _caption, caption_entities: _entities, ...media } = content;
    const message = sendContent(ctx, chat, { ...media, ...readCaption(ctx.params) });
    return { message_id: message.message_id };
  }
  return { message_id: sendContent(ctx, chat, content).message_id };
};

function getOriginal(ctx: MethodContext, verb: string): { chat: ChatState; original: SandboxMessage } {
  const { bot, params } = ctx;
  const chat = getWritableChat(ctx);
  const stored = bot.findMessage(bot.getChat(params.chatId('from_chat_id')), params.messageId());
  if (stored === null) throw badRequest(`message to ${verb} not found`);
  if (stored.message.has_protected_content)
    throw badRequest(`message can't be ${verb === 'copy' ? 'copied' : 'forwarded'}`);
  return { chat, original: stored.message };
}
