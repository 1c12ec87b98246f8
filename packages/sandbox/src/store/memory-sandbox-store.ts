import type { BotState, ChatState } from '../state/bot-state';
import type { BotChanges, BotIdentity, BotKey, SandboxStore, StoredBot, StoredFile } from './sandbox-store';

interface Row extends BotIdentity {
  state: string;
  chats: Map<number, string>;
  files: Map<string, StoredFile>;
}

/** A store that lives as long as its object: a server started on it again finds what the last one stored. */
export class MemorySandboxStore implements SandboxStore {
  private readonly rows = new Map<string, Row>();

  async createBot(bot: BotIdentity, state: BotState): Promise<boolean> {
    for (const row of this.rows.values()) {
      if (row.username === bot.username || row.telegramId === bot.telegramId) return false;
    }
    this.rows.set(bot.telegramId, { ...bot, state: JSON.stringify(state), chats: new Map(), files: new Map() });
    return true;
  }

  async findBot(key: BotKey): Promise<StoredBot | null> {
    for (const { state, chats, files: _files, ...identity } of this.rows.values()) {
      if ('tokenHash' in key && identity.tokenHash !== key.tokenHash) continue;
      if ('telegramId' in key && identity.telegramId !== key.telegramId) continue;
      if ('username' in key && identity.username !== key.username) continue;
      return {
        ...identity,
        state: parse<BotState>(state),
        chats: [...chats.values()].map((chat) => parse<ChatState>(chat)),
      };
    }
    return null;
  }

  async countBots(workspaceId: string): Promise<number> {
    return [...this.rows.values()].filter((row) => row.workspaceId === workspaceId).length;
  }

  async listWebhookBots(): Promise<string[]> {
    const rows = [...this.rows.values()].filter((row) => parse<BotState>(row.state).webhook !== null);
    return rows.map((row) => row.telegramId);
  }

  async saveBot(telegramId: string, changes: BotChanges): Promise<void> {
    const row = this.rows.get(telegramId);
    if (row === undefined) return;
    row.name = changes.name;
    row.state = changes.stateJson;
    for (const chat of changes.chats) row.chats.set(chat.chatId, chat.stateJson);
    for (const chatId of changes.removedChatIds) row.chats.delete(chatId);
  }

  async setTokenHash(telegramId: string, tokenHash: string): Promise<void> {
    const row = this.rows.get(telegramId);
    if (row !== undefined) row.tokenHash = tokenHash;
  }

  async removeBot(telegramId: string): Promise<void> {
    this.rows.delete(telegramId);
  }

  async saveFile(telegramId: string, file: StoredFile, totalBytesMax: number): Promise<void> {
    const files = this.rows.get(telegramId)?.files;
    if (files === undefined) return;
    files.set(file.fileId, file);
    let totalBytes = [...files.values()].reduce((sum, one) => sum + one.bytes.length, 0);
    for (const [fileId, one] of files) {
      if (totalBytes <= totalBytesMax) break;
      files.delete(fileId);
      totalBytes -= one.bytes.length;
    }
  }

  async findFile(telegramId: string, fileId: string): Promise<StoredFile | null> {
    return this.rows.get(telegramId)?.files.get(fileId) ?? null;
  }

  async ping(): Promise<void> {}
}

/** Reads back what this store itself wrote. */
function parse<T>(text: string): T {
  return JSON.parse(text) as T;
}
