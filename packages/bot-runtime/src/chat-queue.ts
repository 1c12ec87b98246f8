import { Fifo } from './fifo';
import type { OutboxRow } from './outbox-row';

/** Calls of one chat held in memory at most. */
export const chatRowsMax = 8;

/**
 * The calls to one chat, in order: the first ones, and the ids of those behind them, which wait in the outbox alone. So a
 * chat that is told more than Telegram lets it hear takes little from the bot's others.
 */
export class ChatQueue {
  readonly rows = new Fifo<OutboxRow>();
  readonly later = new Fifo<number>();
  /** One is under way. */
  isBusy = false;

  get size(): number {
    return this.rows.size + this.later.size;
  }

  get isEmpty(): boolean {
    return this.size === 0;
  }

  /** Takes a committed call; false if it waits in the outbox alone. One that may go at once is never put off. */
  push(row: OutboxRow): boolean {
    const isLater = row.state === 'queued' && (this.later.size > 0 || this.rows.size >= chatRowsMax);
    if (isLater) this.later.push(row.id);
    else this.rows.push(row);
    return !isLater;
  }

  /** The next ids of those that wait in the outbox alone. */
  nextLater(): number[] {
    const size = Math.min(chatRowsMax, this.later.size);
    return Array.from({ length: size }, (_, place) => this.later.at(place) ?? 0);
  }
}
