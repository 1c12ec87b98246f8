import type { Update } from 'grammy/types';
import type { ReplyOptions } from './module-context';
import { readUpdate } from './read-update';
import type { SaidCall, SendPolicy } from './said-call';
import { captionLengthMax } from './setting-fields';
import { splitText } from './split-text';
import { inDirectMessages, inTopic, topicOf } from './topic-of';

export interface ReplyTarget {
  update: Update;
  chatId: string;
  isGroup: boolean;
}

/** An answer in the update's chat: text in as many messages as Telegram's bound asks for, buttons under the last. */
export function replyCalls(target: ReplyTarget, text: string, options: ReplyOptions): SaidCall[] {
  const place = replyPlace(target, options);
  const markup = replyMarkup(options);
  const call = (method: SaidCall['method'], payload: object) => sayIn(target, method, payload, options.policy);
  const { photo } = options;
  if (photo !== undefined && text.length <= captionLengthMax) {
    return [call('sendPhoto', { ...place, photo, caption: text, ...captionEntities(options), ...markup })];
  }
  const parts = splitText(text);
  const entities = parts.length === 1 && options.entities ? { entities: options.entities } : {};
  const messages = parts.map((part, index) =>
    call('sendMessage', { ...place, text: part, ...entities, ...(index === parts.length - 1 ? markup : {}) }),
  );
  return photo === undefined ? messages : [call('sendPhoto', { ...place, photo }), ...messages];
}

/** Changes the text of the message whose button was pressed; what cannot be changed is answered anew. */
export function editCalls(
  target: ReplyTarget,
  text: string,
  options: Pick<ReplyOptions, 'buttons' | 'entities'>,
): SaidCall[] {
  const pressed = target.update.callback_query?.message;
  const isEditable = pressed !== undefined && pressed.date !== 0 && 'text' in pressed;
  if (!isEditable || splitText(text).length > 1) return replyCalls(target, text, options);
  const entities = options.entities ? { entities: options.entities } : {};
  const payload = { chat_id: pressed.chat.id, message_id: pressed.message_id, text, ...entities };
  return [sayIn(target, 'editMessageText', { ...payload, ...replyMarkup(options) })];
}

function sayIn(target: ReplyTarget, method: SaidCall['method'], payload: object, policy?: SendPolicy): SaidCall {
  return {
    method,
    payload: payload as Record<string, unknown>,
    chatId: target.chatId,
    policy: policy ?? 'never_lost',
  };
}

/** Where an answer belongs: the chat, its topic, and in a group the message it answers. */
function replyPlace({ update, chatId, isGroup }: ReplyTarget, { threadId }: ReplyOptions): Record<string, unknown> {
  const { message, kind } = readUpdate(update);
  return {
    chat_id: Number(chatId),
    ...inTopic(topicOf(message) ?? threadId),
    ...inDirectMessages(message),
    ...(isGroup && kind === 'message' && message
      ? { reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true } }
      : {}),
  };
}

function replyMarkup(options: Pick<ReplyOptions, 'buttons' | 'keyboard'>): Record<string, unknown> {
  if (options.buttons && options.buttons.length > 0) return { reply_markup: { inline_keyboard: options.buttons } };
  return options.keyboard ? { reply_markup: options.keyboard } : {};
}

function captionEntities({ entities }: ReplyOptions): Record<string, unknown> {
  return entities ? { caption_entities: entities } : {};
}
