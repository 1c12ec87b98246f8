import type { Fifo } from './fifo';
import type { OutboxRow } from './outbox-row';

/** The calls to one chat, in order; `isBusy` while one is under way. */
export interface ChatQueue {
  rows: Fifo<OutboxRow>;
  isBusy: boolean;
}

const groupMessagesPerMinute = 20;
const minuteMs = 60_000;

/** Telegram's limit for groups, kept before it refuses; private chats are paced by its own answers. */
export class GroupPacer {
  readonly #sentAtMs: number[] = [];

  /** Milliseconds to wait before the next message. */
  delayMs(nowMs: number): number {
    while (this.#sentAtMs.length > 0 && nowMs - (this.#sentAtMs[0] ?? 0) >= minuteMs) this.#sentAtMs.shift();
    if (this.#sentAtMs.length < groupMessagesPerMinute) return 0;
    return minuteMs - (nowMs - (this.#sentAtMs[0] ?? nowMs));
  }

  note(nowMs: number): void {
    this.#sentAtMs.push(nowMs);
  }
}

const pacedMethods = new Set(['sendMessage', 'sendPhoto', 'sendDocument', 'sendPoll', 'copyMessage', 'forwardMessage']);

/** Groups have negative ids. */
export function isPacedGroupCall(row: Pick<OutboxRow, 'chatId' | 'method'>): boolean {
  return row.chatId?.startsWith('-') === true && pacedMethods.has(row.method);
}
