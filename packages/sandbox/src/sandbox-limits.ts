export interface SandboxLimits {
  botsPerWorkspaceMax: number;
  chatsPerBotMax: number;
  messagesPerChatMax: number;
  pendingUpdatesMax: number;
  fileBytesPerBotMax: number;
  requestBytesMax: number;
  /** Sustained messages a second to one private chat, and how many may come at once. */
  perChatPerSecond: number;
  perChatBurst: number;
  perBotPerSecond: number;
  callbackQueryLifeMs: number;
  webhookTimeoutMs: number;
  webhookRetryMinMs: number;
  webhookRetryMaxMs: number;
  /** Bots kept in memory; idle ones beyond are read from the store again when needed. */
  loadedBotsMax: number;
}

/** The flood limits follow https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. */
export const defaultLimits: SandboxLimits = {
  botsPerWorkspaceMax: 20,
  chatsPerBotMax: 50,
  messagesPerChatMax: 500,
  pendingUpdatesMax: 1000,
  fileBytesPerBotMax: 20 * 1024 * 1024,
  requestBytesMax: 21 * 1024 * 1024,
  perChatPerSecond: 1,
  perChatBurst: 20,
  perBotPerSecond: 30,
  callbackQueryLifeMs: 60_000,
  webhookTimeoutMs: 60_000,
  webhookRetryMinMs: 1_000,
  webhookRetryMaxMs: 60_000,
  loadedBotsMax: 500,
};

/** The time, so that tests can move it. */
export interface Clock {
  nowMs(): number;
}

/** The machine's time, moved forward by whoever simulates days. */
export class MovableClock implements Clock {
  #aheadMs = 0;

  nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}
