import { isRecord, type Params } from '../params';
import { badRequest } from '../refusal';
import type { InlineButton, InlineKeyboard, ReplyInterface } from '../state/sandbox-message';

export interface ReplyMarkup {
  inline?: InlineKeyboard;
  replyInterface?: ReplyInterface;
}

const buttonKinds = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

/** The keyboard of a call, checked as Telegram checks it. */
export function readReplyMarkup(params: Params): ReplyMarkup {
  const markup = params.json('reply_markup', "can't parse reply keyboard markup JSON object");
  if (markup === null) return {};
  if (!isRecord(markup)) throw badRequest('object expected as reply markup');
  if ('inline_keyboard' in markup) return { inline: readInlineKeyboard(markup.inline_keyboard) };
  if ('keyboard' in markup) {
    const keyboard = readRows(markup.keyboard, 'keyboard', 'ReplyKeyboardMarkup').map((row) => row.map(readKey));
    return { replyInterface: { ...markup, keyboard } };
  }
  if (markup.remove_keyboard === true) return { replyInterface: { remove_keyboard: true } };
  if (markup.force_reply === true) return { replyInterface: { ...markup, force_reply: true } };
  return {};
}

function readInlineKeyboard(value: unknown): InlineKeyboard {
  const rows = readRows(value, 'inline_keyboard', 'InlineKeyboardMarkup').map((row) => row.map(readButton));
  if (rows.flat().length > 100) throw badRequest('REPLY_MARKUP_TOO_LONG');
  return { inline_keyboard: rows.filter((row) => row.length > 0) };
}

function readRows(value: unknown, field: string, type: string): unknown[][] {
  if (!Array.isArray(value)) throw badRequest(`field "${field}" of the ${type} must be an Array of Arrays`);
  return value.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest(`field "${field}" of the ${type} must be an Array of Arrays`);
    return row;
  });
}

function readButton(value: unknown): InlineButton {
  const refuse = (words: string) => badRequest(`can't parse inline keyboard button: ${words}`);
  if (!isRecord(value)) throw refuse('InlineKeyboardButton must be an Object');
  const { text, callback_data, url, ...rest } = value;
  if (typeof text !== 'string') throw refuse('Can\'t find field "text"');
  if (!buttonKinds.some((kind) => kind in value)) throw refuse('Text buttons are unallowed in the inline keyboard');
  if (url !== undefined) {
    if (typeof url !== 'string') throw refuse('Field "url" must be of type String');
    if (!/^(?:https?:\/\/|tg:\/\/)?[^\s/]+/i.test(url)) {
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    }
    return { ...rest, text, url };
  }
  if (callback_data === undefined) return { ...rest, text };
  if (typeof callback_data !== 'string') throw refuse('Field "callback_data" must be of type String');
  const sizeBytes = Buffer.byteLength(callback_data);
  if (sizeBytes === 0 || sizeBytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  return { ...rest, text, callback_data };
}

function readKey(value: unknown): unknown {
  if (typeof value === 'string') return { text: value };
  if (!isRecord(value)) throw badRequest("can't parse keyboard button: KeyboardButton must be an Object");
  if (typeof value.text !== 'string') {
    throw badRequest('can\'t parse keyboard button: Can\'t find field "text"');
  }
  return value;
}
