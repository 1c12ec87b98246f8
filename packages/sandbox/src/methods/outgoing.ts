import { isRecord, type Params } from '../params';
import { badRequest, Refusal } from '../refusal';
import type { SandboxBot } from '../sandbox-bot';
import type { ChatState } from '../state/bot-state';
import type { SandboxMessage } from '../state/sandbox-message';
import type { MethodContext } from './method-context';
import { readReplyMarkup } from './reply-markup';

/** The chat a call is for, if the bot may send to it now. */
export function getWritableChat({ bot, params }: MethodContext, chatIdName = 'chat_id'): ChatState {
  const chat = bot.getChat(params.chatId(chatIdName));
  if (chat.isBlocked) {
    const words = chat.person === null ? 'bot was kicked from the supergroup chat' : 'bot was blocked by the user';
    throw new Refusal(403, `Forbidden: ${words}`);
  }
  return chat;
}

/** Sends `content` with what every sending method shares: keyboards, replies, previews, flood control. */
export function sendContent(ctx: MethodContext, chat: ChatState, content: Partial<SandboxMessage>): SandboxMessage {
  const { bot, params } = ctx;
  const { inline, replyInterface } = readReplyMarkup(params);
  const shared: Partial<SandboxMessage> = {};
  const repliedTo = findRepliedTo(bot, chat, params);
  if (repliedTo !== null) shared.reply_to_message = repliedTo;
  if (inline !== undefined) shared.reply_markup = inline;
  const threadId = readThreadId(chat, params);
  if (threadId !== undefined) Object.assign(shared, { message_thread_id: threadId, is_topic_message: true });
  if (params.flag('protect_content')) shared.has_protected_content = true;
  const preview = params.json('link_preview_options', "can't parse link preview options JSON object");
  if (isRecord(preview)) shared.link_preview_options = preview;
  bot.limiter.take(chat.chat.id);
  const stored = bot.addMessage(chat, { ...content, ...shared }, bot.user);
  if (replyInterface !== undefined) stored.replyInterface = replyInterface;
  bot.actions.delete(chat.chat.id);
  return stored.message;
}

/** A topic is known by the message that opened it. */
function readThreadId(chat: ChatState, params: Params): number | undefined {
  const threadId = params.integer('message_thread_id');
  if (threadId === 0) return undefined;
  const opening = chat.messages.find(({ message }) => message.message_id === threadId && message.forum_topic_created);
  if (opening === undefined) throw badRequest('message thread not found');
  return threadId;
}

function findRepliedTo(bot: SandboxBot, chat: ChatState, params: Params): SandboxMessage | null {
  const reply = params.json('reply_parameters', "can't parse reply parameters JSON object");
  const legacyId = params.integer('reply_to_message_id');
  if (reply === null && legacyId === 0) return null;
  if (reply !== null && !isRecord(reply)) throw badRequest('object expected as reply parameters');
  const messageId = reply === null ? legacyId : Number(reply.message_id);
  const isOptional =
    reply === null ? params.flag('allow_sending_without_reply') : reply.allow_sending_without_reply === true;
  const stored = bot.findMessage(chat, messageId);
  if (stored === null && !isOptional) throw badRequest('message to be replied not found');
  if (stored === null) return null;
  const { reply_to_message: _nested, ...message } = stored.message;
  return message;
}
