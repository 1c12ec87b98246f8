import { isDeepStrictEqual } from 'node:util';
import { isRecord, Params } from '../params';
import { badRequest } from '../refusal';
import type { ChatState, StoredMessage } from '../state/bot-state';
import { type MediaKind, mediaKinds, type SandboxMessage } from '../state/sandbox-message';
import { readFile } from './file-input';
import type { Method, MethodContext } from './method-context';
import { readReplyMarkup } from './reply-markup';
import { describeMedia, readCaption } from './send-media';
import { describeText, readMessageText } from './send-message';

const contentFields = ['text', 'entities', 'caption', 'caption_entities', ...mediaKinds] as const;

/** @see https://core.telegram.org/bots/api#editmessagetext */
export const editMessageText: Method = (ctx) => {
  const text = readMessageText(ctx.params);
  const { chat, stored } = getEditable(ctx);
  if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
  return replaceContent(ctx, chat, stored, ['text', 'entities'], describeText(text));
};

/** @see https://core.telegram.org/bots/api#editmessagecaption */
export const editMessageCaption: Method = (ctx) => {
  const caption = readCaption(ctx.params);
  const { chat, stored } = getEditable(ctx);
  if (stored.message.text !== undefined) throw badRequest('there is no caption in the message to edit');
  return replaceContent(ctx, chat, stored, ['caption', 'caption_entities'], caption);
};

/** @see https://core.telegram.org/bots/api#editmessagereplymarkup */
export const editMessageReplyMarkup: Method = (ctx) => {
  const { chat, stored } = getEditable(ctx);
  return replaceContent(ctx, chat, stored, [], {});
};

/** @see https://core.telegram.org/bots/api#editmessagemedia */
export const editMessageMedia: Method = async (ctx) => {
  const media = ctx.params.json('media', "can't parse input media JSON object");
  if (!isRecord(media)) throw badRequest('media is not specified');
  const kind = mediaKinds.find((one) => one === media.type);
  if (kind === undefined || kind === 'sticker' || kind === 'voice') throw badRequest('wrong type of the media');
  const { chat, stored } = getEditable(ctx);
  if (stored.message.text !== undefined) throw badRequest('there is no media in the message to edit');
  const caption = readCaption(captionParams(media));
  const value = typeof media.media === 'string' ? media.media : '';
  const file = await readFile(ctx, kind, value, 'media');
  return replaceContent(ctx, chat, stored, contentFields, { ...describeMedia(kind as MediaKind, file), ...caption });
};

function captionParams(media: Record<string, unknown>): Params {
  const values: Record<string, string> = {};
  for (const name of ['caption', 'parse_mode', 'caption_entities']) {
    const value = media[name];
    if (value !== undefined) values[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return new Params(values);
}

function getEditable({ bot, params }: MethodContext): { chat: ChatState; stored: StoredMessage } {
  if (params.text('inline_message_id') !== '') throw badRequest('MESSAGE_ID_INVALID');
  const chat = bot.getChat(params.chatId());
  const stored = bot.findMessage(chat, params.messageId());
  if (stored === null) throw badRequest('message to edit not found');
  if (!stored.message.from.is_bot) throw badRequest("message can't be edited");
  return { chat, stored };
}

/** Edits drop the keyboard unless they bring one, as on Telegram. */
function replaceContent(
  { bot, params }: MethodContext,
  chat: ChatState,
  stored: StoredMessage,
  fields: readonly (keyof SandboxMessage)[],
  content: Partial<SandboxMessage>,
): SandboxMessage {
  const { inline } = readReplyMarkup(params);
  const edited: SandboxMessage = { ...stored.message };
  for (const field of [...fields, 'reply_markup'] as const) delete edited[field];
  Object.assign(edited, content);
  if (inline !== undefined && inline.inline_keyboard.length > 0) edited.reply_markup = inline;
  if (isDeepStrictEqual(withoutNull(edited), withoutNull(stored.message))) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  bot.limiter.take(chat.chat.id);
  edited.edit_date = bot.nowSeconds;
  stored.message = edited;
  bot.changeChat(chat);
  return edited;
}

function withoutNull(message: SandboxMessage): unknown {
  return JSON.parse(JSON.stringify(message));
}
