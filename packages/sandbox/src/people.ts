import { createHash } from 'node:crypto';
import { AppError } from '@dovecote/errors/app-error';
import { assertRoom } from './assert-room';
import { findEntities } from './entities/find-entities';
import { findMember, isForBot } from './groups';
import { storeFile } from './methods/file-input';
import { describeMedia } from './methods/send-media';
import type { Upload } from './params';
import { describeChat, type SandboxBot } from './sandbox-bot';
import type { CallbackState, ChatState } from './state/bot-state';
import type { MediaKind, SandboxMessage, SandboxUser } from './state/sandbox-message';

export interface PersonInput {
  name: string;
  languageCode?: string | undefined;
}

/** Where somebody does something: a group, or null for the private chat. */
export interface Place {
  bot: SandboxBot;
  chat: ChatState | null;
  person: SandboxUser;
}

const personTextMax = 4096;

/** A simulated person: the same name in a workspace is the same person for all of its bots. */
export function describePerson(workspaceId: string, { name, languageCode }: PersonInput): SandboxUser {
  const hash = createHash('sha256').update(`${workspaceId}\n${name.toLowerCase()}`).digest();
  const id = 1_000_000_000 + (hash.readUIntBE(0, 4) % 4_000_000_000);
  const plain = name.toLowerCase().replace(/[^a-z0-9_]/g, '');
  const username = `${plain || 'person'}_${id}`;
  const first_name = name.charAt(0).toUpperCase() + name.slice(1);
  return { id, is_bot: false, first_name, username, language_code: languageCode ?? 'en' };
}

/** Someone's language stays what it was unless a new one is given. */
export function recallPerson(bot: SandboxBot, input: PersonInput): SandboxUser {
  const person = describePerson(bot.identity.workspaceId, input);
  const known = bot.chats.get(person.id)?.person ?? undefined;
  return known === undefined || input.languageCode !== undefined ? person : known;
}

export function writeText(place: Place, text: string, replyTo?: number): SandboxMessage {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > personTextMax) {
    throw new AppError('VALIDATION_FAILED', `A message has 1 to ${personTextMax} characters.`, {
      fields: { text: `must have 1 to ${personTextMax} characters` },
    });
  }
  const entities = findEntities(trimmed);
  const content: Partial<SandboxMessage> = entities.length > 0 ? { text: trimmed, entities } : { text: trimmed };
  return write(place, content, replyTo);
}

export async function writeMedia(
  place: Place,
  kind: MediaKind,
  upload: Upload,
  caption: string,
): Promise<SandboxMessage> {
  assertRoom(place.bot);
  const file = await storeFile(place.bot, kind, upload);
  const entities = findEntities(caption);
  const described: Partial<SandboxMessage> = caption === '' ? {} : { caption };
  if (entities.length > 0) described.caption_entities = entities;
  return write(place, { ...describeMedia(kind, file), ...described });
}

export function writeLocation(place: Place, latitude: number, longitude: number): SandboxMessage {
  return write(place, { location: { latitude, longitude } });
}

export function editText({ bot, chat: met, person }: Place, messageId: number, text: string): SandboxMessage {
  assertRoom(bot);
  const chat = met ?? getChatWith(bot, person);
  const stored = bot.findMessage(chat, messageId);
  if (stored === null || stored.message.from.id !== person.id || stored.message.text === undefined) {
    throw new AppError('NOT_FOUND', 'This person has no such text message in the chat.');
  }
  const { entities: _entities, ...message } = stored.message;
  const entities = findEntities(text);
  stored.message = { ...message, text, edit_date: bot.nowSeconds, ...(entities.length > 0 && { entities }) };
  bot.changeChat(chat);
  bot.pushUpdate('edited_message', chat.chat.id, stored.message);
  return stored.message;
}

/** Presses an inline button; the bot sees it as a callback query. */
export function pressButton({ bot, chat: met, person }: Place, messageId: number, data: string): CallbackState {
  assertRoom(bot);
  const chat = met ?? getChatWith(bot, person);
  const message = bot.findMessage(chat, messageId)?.message;
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  if (message === undefined || !buttons.some((button) => button.callback_data === data)) {
    throw new AppError('NOT_FOUND', 'The message has no such button.');
  }
  const hash = createHash('sha256').update(`${bot.identity.telegramId}:${chat.chat.id}`).digest();
  const chat_instance = hash.readBigInt64BE(0).toString();
  const id = (BigInt(bot.state.nextUpdateId) * 4_294_967_296n + BigInt(hash.readUInt32BE(8))).toString();
  const callback: CallbackState = { id, messageId, createdAtMs: bot.context.clock.nowMs() };
  chat.callbacks = [...chat.callbacks.slice(-19), callback];
  bot.changeChat(chat);
  bot.pushUpdate('callback_query', chat.chat.id, { id, from: person, message, chat_instance, data });
  return callback;
}

/** Stops or restarts the bot for a person; the bot sees its own membership change. */
export function setBlocked(bot: SandboxBot, person: SandboxUser, isBlocked: boolean): void {
  assertRoom(bot);
  const chat = bot.openChat(person);
  if (chat.isBlocked === isBlocked) return;
  chat.isBlocked = isBlocked;
  bot.changeChat(chat);
  const member = { user: bot.user, status: 'member' };
  const kicked = { user: bot.user, status: 'kicked', until_date: 0 };
  bot.pushUpdate('my_chat_member', person.id, {
    chat: describeChat(person),
    from: person,
    date: bot.nowSeconds,
    old_chat_member: isBlocked ? member : kicked,
    new_chat_member: isBlocked ? kicked : member,
  });
}

export function getChatWith(bot: SandboxBot, person: SandboxUser): ChatState {
  const chat = bot.chats.get(person.id);
  if (chat === undefined) throw new AppError('NOT_FOUND', 'This person has not written to the bot.');
  return chat;
}

function write({ bot, chat: met, person }: Place, content: Partial<SandboxMessage>, replyTo?: number): SandboxMessage {
  assertRoom(bot);
  if (met === null && bot.chats.get(person.id)?.isBlocked) setBlocked(bot, person, false);
  const chat = met ?? bot.openChat(person);
  const repliedTo = replyTo === undefined ? null : bot.findMessage(chat, replyTo);
  const reply = repliedTo === null ? {} : inReplyTo(repliedTo.message);
  const tag = findMember(chat, person.id)?.tag;
  const { message } = bot.addMessage(
    chat,
    { ...content, ...reply, ...(tag !== undefined && { sender_tag: tag }) },
    person,
  );
  if (met === null || isForBot(bot, chat, message)) bot.pushUpdate('message', chat.chat.id, message);
  return message;
}

/** An answer in a forum stands in the topic of what it answers. */
function inReplyTo(message: SandboxMessage): Partial<SandboxMessage> {
  const { message_thread_id, is_topic_message } = message;
  const topic = is_topic_message && message_thread_id !== undefined ? { message_thread_id, is_topic_message } : {};
  return { reply_to_message: message, ...topic };
}
