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
/** What a group can be told in an hour: whatever comes behind that would answer nobody any more. */
export const groupCallsMax = 60 * groupMessagesPerMinute;
const minuteMs = 60_000;
const secondMs = 1_000;
const learnedMs = 30_000;

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
 * What refusals teach of a private chat. Telegram lets short bursts pass and names no figure for them; one refusal is over
 * when its wait is. Another one within half a minute after that says that the chat is talked to without a rest: then it has
 * one call a second for as long.
 */
export class LearnedPace implements ChatPace {
  #refusedUntilMs: number;
  #pacedUntilMs = Number.NEGATIVE_INFINITY;
  #nextMs = 0;

  constructor(refusedUntilMs: number) {
    this.#refusedUntilMs = refusedUntilMs;
  }

  refuse(nowMs: number, untilMs: number): void {
    if (!this.isOver(nowMs)) this.#pacedUntilMs = untilMs + learnedMs;
    this.#refusedUntilMs = untilMs;
  }

  delayMs(nowMs: number): number {
    return nowMs < this.#pacedUntilMs ? Math.max(0, this.#nextMs - nowMs) : 0;
  }

  note(nowMs: number): void {
    this.#nextMs = nowMs + secondMs;
  }

  isOver(nowMs: number): boolean {
    return nowMs - this.#refusedUntilMs >= learnedMs;
  }
}

const forgottenFrom = 256;

/** The paces of one bot's chats. */
export class ChatPaces {
  readonly #groups = new Map<string, GroupPace>();
  readonly #learned = new Map<string, LearnedPace>();

  /** The pace this call must keep, if any. */
  find({ chatId, method }: Pick<OutboxRow, 'chatId' | 'method'>, nowMs: number): ChatPace | null {
    if (chatId === null) return null;
    if (!isGroup(chatId)) return this.#learned.get(chatId) ?? null;
    if (!isMessage(method)) return null;
    const known = this.#groups.get(chatId);
    if (known) return known;
    const pace = new GroupPace();
    forgetOver(this.#groups, nowMs);
    this.#groups.set(chatId, pace);
    return pace;
  }

  /** Telegram wants no call to this chat before `untilMs`. */
  learn(chatId: string, nowMs: number, untilMs: number): void {
    if (isGroup(chatId)) return;
    const known = this.#learned.get(chatId);
    if (known) {
      known.refuse(nowMs, untilMs);
    } else {
      forgetOver(this.#learned, nowMs);
      this.#learned.set(chatId, new LearnedPace(untilMs));
    }
  }
}

function forgetOver(paces: Map<string, ChatPace>, nowMs: number): void {
  if (paces.size < forgottenFrom) return;
  for (const [chatId, pace] of paces) if (pace.isOver(nowMs)) paces.delete(chatId);
}

/** Whether it puts a message into its chat. */
export function isMessage(method: string): boolean {
  return /^(send|copy|forward)/.test(method) && method !== 'sendChatAction';
}

/** Groups have negative ids. */
export function isGroup(chatId: string): boolean {
  return chatId.startsWith('-');
}
