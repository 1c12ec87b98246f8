/** A person or a bot, in the Bot API's words. */
export interface SandboxUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  username?: string;
  language_code?: string;
}

export type SandboxChat =
  | { id: number; type: 'private'; first_name: string; username?: string }
  | { id: number; type: 'group'; title: string }
  | { id: number; type: 'supergroup'; title: string; is_forum?: true };

/** @see https://core.telegram.org/bots/api#chatmember */
export const memberStatuses = ['creator', 'administrator', 'member', 'restricted', 'left', 'kicked'] as const;
export type MemberStatus = (typeof memberStatuses)[number];

/** @see https://core.telegram.org/bots/api#invoice */
export interface SandboxInvoice {
  title: string;
  description: string;
  start_parameter: string;
  currency: 'XTR';
  total_amount: number;
}

/** @see https://core.telegram.org/bots/api#successfulpayment */
export interface SandboxPayment {
  currency: 'XTR';
  total_amount: number;
  invoice_payload: string;
  telegram_payment_charge_id: string;
  provider_payment_charge_id: string;
}

export interface SandboxEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: SandboxUser;
  language?: string;
  custom_emoji_id?: string;
}

export interface SandboxFile {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  duration?: number;
  [property: string]: unknown;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  [property: string]: unknown;
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][];
}

/** A keyboard instead of the letters, its removal, or a forced reply: kept for the chat's view, never shown to bots. */
export type ReplyInterface = { keyboard: unknown[][] } | { remove_keyboard: true } | { force_reply: true };

/** @see https://core.telegram.org/bots/api#poll */
export interface SandboxPoll {
  id: string;
  question: string;
  options: { persistent_id: string; text: string; voter_count: number }[];
  total_voter_count: number;
  is_closed: boolean;
  is_anonymous: boolean;
  type: 'regular' | 'quiz';
  allows_multiple_answers: boolean;
  allows_revoting: boolean;
  members_only: boolean;
  correct_option_ids?: number[];
  explanation?: string;
  open_period?: number;
  close_date?: number;
}

/** @see https://core.telegram.org/bots/api#message */
export interface SandboxMessage {
  message_id: number;
  date: number;
  chat: SandboxChat;
  from: SandboxUser;
  edit_date?: number;
  text?: string;
  entities?: SandboxEntity[];
  caption?: string;
  caption_entities?: SandboxEntity[];
  photo?: SandboxFile[];
  document?: SandboxFile;
  sticker?: SandboxFile;
  video?: SandboxFile;
  animation?: SandboxFile;
  audio?: SandboxFile;
  voice?: SandboxFile;
  location?: { latitude: number; longitude: number };
  poll?: SandboxPoll;
  dice?: { emoji: string; value: number };
  invoice?: SandboxInvoice;
  successful_payment?: SandboxPayment;
  refunded_payment?: Omit<SandboxPayment, 'provider_payment_charge_id'>;
  new_chat_members?: SandboxUser[];
  left_chat_member?: SandboxUser;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  message_thread_id?: number;
  is_topic_message?: true;
  forum_topic_created?: { name: string; icon_color: number };
  sender_tag?: string;
  reply_to_message?: SandboxMessage;
  reply_markup?: InlineKeyboard;
  forward_origin?: { type: 'user'; sender_user: SandboxUser; date: number };
  link_preview_options?: object;
  has_protected_content?: true;
}

export const mediaKinds = ['photo', 'document', 'sticker', 'video', 'animation', 'audio', 'voice'] as const;
export type MediaKind = (typeof mediaKinds)[number];
