import type { OutboxRow } from './outbox-row';

/** How close together the calls to one chat may be. */
export interface ChatPace {
  /** Milliseconds to wait before the next call. */
  delayMs(nowMs: number): number;
  /** A call starts. */
  note(nowMs: number): void;
  /** Nothing is left to remember. */
  isOver(nowMs: number): boolean;
}

const groupMessagesPerMinute = 20;
const minuteMs = 60_000;
const secondMs = 1_000;

/** Telegram's limit for groups, kept before it refuses: 20 messages in any minute. */
export class GroupPace implements ChatPace {
  readonly #sentAtMs: number[] = [];

  delayMs(nowMs: number): number {
    this.#forget(nowMs);
    if (this.#sentAtMs.length < groupMessagesPerMinute) return 0;
    return minuteMs - (nowMs - (this.#sentAtMs[0] ?? nowMs));
  }

  note(nowMs: number): void {
    this.#sentAtMs.push(nowMs);
  }

  isOver(nowMs: number): boolean {
    this.#forget(nowMs);
    return this.#sentAtMs.length === 0;
  }

  #forget(nowMs: number): void {
    while (this.#sentAtMs.length > 0 && nowMs - (this.#sentAtMs[0] ?? 0) >= minuteMs) this.#sentAtMs.shift();
  }
}

/**
 * What a refusal teaches of a private chat. Telegram lets short bursts pass and names no figure for them, so a chat has no
 * pace until one was refused; from then on it has one call a second, for a minute.
 */
export class LearnedPace implements ChatPace {
  #untilMs: number;
  #nextMs = 0;

  constructor(nowMs: number) {
    this.#untilMs = nowMs + minuteMs;
  }

  delayMs(nowMs: number): number {
    return this.isOver(nowMs) ? 0 : Math.max(0, this.#nextMs - nowMs);
  }

  note(nowMs: number): void {
    this.#nextMs = nowMs + secondMs;
  }

  isOver(nowMs: number): boolean {
    return nowMs >= this.#untilMs;
  }
}

const paceForgottenFrom = 256;

/** The paces of one bot's chats. */
export class ChatPaces {
  readonly #paces = new Map<string, ChatPace>();

  /** The pace this call must keep, if any. */
  find({ chatId, method }: Pick<OutboxRow, 'chatId' | 'method'>, nowMs: number): ChatPace | null {
    if (chatId === null) return null;
    if (!isGroup(chatId)) return this.#paces.get(chatId) ?? null;
    return isMessage(method) ? (this.#paces.get(chatId) ?? this.#set(chatId, new GroupPace(), nowMs)) : null;
  }

  /** Telegram refused a call to this chat for its number. */
  learn(chatId: string, nowMs: number): void {
    if (!isGroup(chatId)) this.#set(chatId, new LearnedPace(nowMs), nowMs);
  }

  #set(chatId: string, pace: ChatPace, nowMs: number): ChatPace {
    if (this.#paces.size >= paceForgottenFrom) {
      for (const [other, old] of this.#paces) if (old.isOver(nowMs)) this.#paces.delete(other);
    }
    this.#paces.set(chatId, pace);
    return pace;
  }
}

/** Whether it puts a message into its chat. */
function isMessage(method: string): boolean {
  return /^(send|copy|forward)/.test(method) && method !== 'sendChatAction';
}

/** Groups have negative ids. */
function isGroup(chatId: string): boolean {
  return chatId.startsWith('-');
}
