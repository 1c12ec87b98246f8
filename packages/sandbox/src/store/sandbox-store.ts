import type { BotState, ChatState } from '../state/bot-state';

export interface BotIdentity {
  telegramId: string;
  workspaceId: string;
  /** In lower case: usernames do not differ by case. */
  username: string;
  tokenHash: string;
  name: string;
}

export interface StoredBot extends BotIdentity {
  state: BotState;
  chats: ChatState[];
}

export interface StoredFile {
  fileId: string;
  name: string;
  mimeType: string;
  bytes: Buffer;
}

export type BotKey = { tokenHash: string } | { telegramId: string } | { username: string };

/** A snapshot taken in one go: states are JSON text, so that later changes cannot slip into half of it. */
export interface BotChanges {
  name: string;
  stateJson: string;
  chats: { chatId: number; stateJson: string }[];
  removedChatIds: number[];
}

/** Where bots of the sandbox outlive the process. What a promise settled for is durable. */
export interface SandboxStore {
  /** False if the username, the id or the token is taken. */
  createBot(bot: BotIdentity, state: BotState): Promise<boolean>;
  findBot(key: BotKey): Promise<StoredBot | null>;
  countBots(workspaceId: string): Promise<number>;
  /** Ids of the bots whose updates go out by webhook. */
  listWebhookBots(): Promise<string[]>;
  /** All of the changes or none. */
  saveBot(telegramId: string, changes: BotChanges): Promise<void>;
  setTokenHash(telegramId: string, tokenHash: string): Promise<void>;
  removeBot(telegramId: string): Promise<void>;
  /** Keeps the file and drops the bot's oldest ones beyond `totalBytesMax`. */
  saveFile(telegramId: string, file: StoredFile, totalBytesMax: number): Promise<void>;
  findFile(telegramId: string, fileId: string): Promise<StoredFile | null>;
  /** Rejects while nothing can be stored. */
  ping(): Promise<void>;
}
