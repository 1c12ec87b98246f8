import type { BotState, ChatState } from './state/bot-state';
import type { SandboxStore } from './store/sandbox-store';

export interface Persisted {
  telegramId: string;
  name(): string;
  state: BotState;
  chats: Map<number, ChatState>;
}

/** Writes a bot's changes behind: one write at a time, and the next carries everything that changed meanwhile. */
export class BotPersistence {
  private isChanged = false;
  private changedChats = new Set<number>();
  private writing: Promise<void> | null = null;
  private queued: Promise<void> | null = null;

  constructor(
    private readonly store: SandboxStore,
    private readonly bot: Persisted,
  ) {}

  markChanged(chatId?: number): void {
    this.isChanged = true;
    if (chatId !== undefined) this.changedChats.add(chatId);
  }

  get isIdle(): boolean {
    return !this.isChanged && this.writing === null && this.queued === null;
  }

  /** Settles once everything marked before the call is durable; rejects if it could not be stored. */
  flush(): Promise<void> {
    if (!this.isChanged) return this.queued ?? this.writing ?? Promise.resolve();
    this.queued ??= this.writeNext();
    return this.queued;
  }

  private async writeNext(): Promise<void> {
    await this.writing?.catch(() => {});
    this.queued = null;
    this.writing = this.write();
    try {
      await this.writing;
    } finally {
      this.writing = null;
    }
  }

  private async write(): Promise<void> {
    const { telegramId, state, chats } = this.bot;
    const changed = this.changedChats;
    this.isChanged = false;
    this.changedChats = new Set();
    const present = [...changed].flatMap((chatId) => {
      const chat = chats.get(chatId);
      return chat === undefined ? [] : [{ chatId, stateJson: JSON.stringify(chat) }];
    });
    const removedChatIds = [...changed].filter((chatId) => !chats.has(chatId));
    const stateJson = JSON.stringify(state);
    try {
      await this.store.saveBot(telegramId, { name: this.bot.name(), stateJson, chats: present, removedChatIds });
    } catch (error) {
      this.isChanged = true;
      for (const chatId of changed) this.changedChats.add(chatId);
      throw error;
    }
  }
}
