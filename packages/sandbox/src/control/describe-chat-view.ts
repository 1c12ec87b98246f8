import type { SandboxBot } from '../sandbox-bot';
import type { ChatState, StoredMessage } from '../state/bot-state';
import {
  mediaKinds,
  type SandboxEntity,
  type SandboxFile,
  type SandboxInvoice,
  type SandboxPayment,
  type SandboxPoll,
  type SandboxUser,
} from '../state/sandbox-message';

export interface MediaView {
  /** A path on this server, under the control token. */
  url: string;
  name?: string;
  mimeType?: string;
  sizeBytes: number;
  width?: number;
  height?: number;
}

export interface MessageView {
  messageId: number;
  from: 'bot' | 'person';
  senderName: string;
  text: string;
  entities: SandboxEntity[];
  /** As the Bot API writes it: `inline_keyboard`, `keyboard`, `remove_keyboard` or `force_reply`. */
  replyMarkup: object | null;
  replyToMessageId: number | null;
  date: string;
  editedAt: string | null;
  deleted?: true;
  media?: { [kind: string]: MediaView };
  photo?: MediaView;
  document?: MediaView;
  location?: { latitude: number; longitude: number };
  dice?: { emoji: string; value: number };
  invoice?: SandboxInvoice;
  payment?: SandboxPayment;
  /** The topic of a forum it stands in. */
  threadId?: number;
  /** As the Bot API writes it, with the person's own vote. */
  poll?: SandboxPoll & { votes: number[] };
}

export interface ChatView {
  revision: number;
  person: { id: number; firstName: string; username: string; languageCode: string } | null;
  group: { id: number; title: string; members: { id: number; name: string; status: string; tag?: string }[] } | null;
  isBlocked: boolean;
  /** What the bot shows it is doing, such as `typing`. */
  typing: string | null;
  messages: MessageView[];
  callbackAnswers: { callbackQueryId: string; messageId: number; text?: string; showAlert?: boolean; url?: string }[];
}

/** A chat as its person sees it; `null` is a chat nobody has opened. */
export function describeChatView(
  bot: SandboxBot,
  chat: ChatState | null,
  afterMessageId: number,
  viewerId: number,
): ChatView {
  if (chat === null) {
    return {
      revision: 0,
      person: null,
      group: null,
      isBlocked: false,
      typing: null,
      messages: [],
      callbackAnswers: [],
    };
  }
  const action = bot.actions.get(chat.chat.id);
  const isActing = action !== undefined && action.untilMs > bot.context.clock.nowMs();
  const answered = chat.callbacks.flatMap((one) =>
    one.answer === undefined ? [] : [{ callbackQueryId: one.id, messageId: one.messageId, ...one.answer }],
  );
  return {
    revision: chat.revision,
    person: chat.person && describePersonView(chat.person),
    group: chat.person === null ? describeGroupView(chat) : null,
    isBlocked: chat.isBlocked,
    typing: isActing ? action.action : null,
    messages: chat.messages
      .filter((one) => one.message.message_id > afterMessageId)
      .map((one) => describeMessage(bot, one, viewerId)),
    callbackAnswers: answered,
  };
}

function describeMessage(
  bot: SandboxBot,
  { message, replyInterface, isDeleted, votes }: StoredMessage,
  viewerId: number,
): MessageView {
  const view: MessageView = {
    messageId: message.message_id,
    from: message.from.is_bot ? 'bot' : 'person',
    senderName: message.from.first_name,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    replyMarkup: message.reply_markup ?? replyInterface ?? null,
    replyToMessageId: message.reply_to_message?.message_id ?? null,
    date: isoTime(message.date),
    editedAt: message.edit_date === undefined ? null : isoTime(message.edit_date),
  };
  if (isDeleted) return { ...view, text: '', entities: [], replyMarkup: null, deleted: true };
  for (const kind of mediaKinds) {
    const value = message[kind];
    const file = Array.isArray(value) ? value.at(-1) : value;
    if (file !== undefined) view.media = { ...view.media, [kind]: describeMedia(bot, file) };
  }
  if (view.media?.photo !== undefined) view.photo = view.media.photo;
  if (view.media?.document !== undefined) view.document = view.media.document;
  if (message.location !== undefined) view.location = message.location;
  if (message.poll !== undefined) view.poll = { ...message.poll, votes: votes?.[viewerId] ?? [] };
  if (message.dice !== undefined) view.dice = message.dice;
  if (message.invoice !== undefined) view.invoice = message.invoice;
  if (message.successful_payment !== undefined) view.payment = message.successful_payment;
  if (message.message_thread_id !== undefined) view.threadId = message.message_thread_id;
  return view;
}

function describePersonView({ id, first_name, username = '', language_code = 'en' }: SandboxUser) {
  return { id, firstName: first_name, username, languageCode: language_code };
}

function describeGroupView({ chat, members }: ChatState) {
  const title = chat.type === 'private' ? chat.first_name : chat.title;
  const shown = members.map(({ user, status, tag }) => ({
    id: user.id,
    name: user.first_name,
    status,
    ...(tag !== undefined && { tag }),
  }));
  return { id: chat.id, title, members: shown };
}

function describeMedia(bot: SandboxBot, file: SandboxFile): MediaView {
  return {
    url: `/control/files/${bot.identity.telegramId}/${file.file_id}`,
    sizeBytes: file.file_size,
    ...(file.file_name !== undefined && { name: file.file_name }),
    ...(file.mime_type !== undefined && { mimeType: file.mime_type }),
    ...(file.width !== undefined && { width: file.width }),
    ...(file.height !== undefined && { height: file.height }),
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
