import type { ReplyInterface, SandboxMessage, SandboxUser } from './sandbox-message';

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
}

export interface StoredMessage {
  message: SandboxMessage;
  replyInterface?: ReplyInterface;
  isDeleted?: true;
  /** What the person voted for in the message's poll. */
  votes?: number[];
}

export interface CallbackState {
  id: string;
  messageId: number;
  createdAtMs: number;
  answer?: { text?: string; showAlert?: boolean; url?: string };
}

/** One private chat of a bot with a person; it is stored as JSON. */
export interface ChatState {
  person: SandboxUser;
  isBlocked: boolean;
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
  };
}
