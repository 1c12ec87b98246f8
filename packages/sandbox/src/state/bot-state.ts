import type {
  MemberStatus,
  ReplyInterface,
  SandboxChat,
  SandboxMessage,
  SandboxPayment,
  SandboxUser,
} from './sandbox-message';

export interface SandboxUpdate {
  update_id: number;
  [kind: string]: unknown;
}

export interface PendingUpdate {
  kind: string;
  chatId: number;
  createdAtMs: number;
  update: SandboxUpdate;
}

export interface WebhookState {
  url: string;
  secretToken?: string;
  maxConnections: number;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

export interface BotCommand {
  command: string;
  description: string;
}

/** What belongs to the bot itself; it is stored as JSON. */
export interface BotState {
  nextUpdateId: number;
  nextMessageId: number;
  webhook: WebhookState | null;
  allowedUpdates: string[] | null;
  pending: PendingUpdate[];
  /** By scope and language. */
  commands: Record<string, BotCommand[]>;
  /** By field (name, description, short_description) and language. */
  profile: Record<string, string>;
  /** By chat id, or `default`. */
  menuButtons: Record<string, object>;
  /** What people paid, by charge id. */
  payments: Record<string, { personId: number; payment: SandboxPayment; date: number; isRefunded: boolean }>;
}

export interface StoredMessage {
  message: SandboxMessage;
  replyInterface?: ReplyInterface;
  isDeleted?: true;
  /** What each person voted for in the message's poll, by their id. */
  votes?: Record<string, number[]>;
  /** What an invoice is for, as the bot alone knows it. */
  invoicePayload?: string;
}

export interface CallbackState {
  id: string;
  messageId: number;
  createdAtMs: number;
  answer?: { text?: string; showAlert?: boolean; url?: string };
}

export interface MemberState {
  user: SandboxUser;
  status: MemberStatus;
  /** Of a restricted or banned member, by the Bot API's clock; 0 for ever. */
  untilDate?: number;
  tag?: string;
}

export interface CheckoutState {
  id: string;
  messageId: number;
  personId: number;
  createdAtMs: number;
  answer?: { isOk: boolean; words: string };
}

/** One chat of a bot, with a person or a group; it is stored as JSON. */
export interface ChatState {
  chat: SandboxChat;
  /** Who the private chat is with. */
  person: SandboxUser | null;
  /** Of a group, the bot among them. */
  members: MemberState[];
  checkouts: CheckoutState[];
  /** Whether the person stopped the bot, or the group put it out. */
  isBlocked: boolean;
  /** Of a group: the supergroup it became. */
  migratedTo?: number;
  usedAtMs: number;
  /** Grows with every change that the chat's view shows. */
  revision: number;
  messages: StoredMessage[];
  callbacks: CallbackState[];
}

/** The state of a bot nobody has written to. */
export function createBotState(firstUpdateId: number): BotState {
  return {
    nextUpdateId: firstUpdateId,
    nextMessageId: 1,
    webhook: null,
    allowedUpdates: null,
    pending: [],
    commands: {},
    profile: {},
    menuButtons: {},
    payments: {},
  };
}
