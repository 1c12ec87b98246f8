import type { OutboxRow } from './outbox-row';

/** What a webhook's sender gets to hear once its update is durable. */
export interface Acknowledgement {
  /** A call Telegram shall execute as our answer's body. */
  inline: OutboxRow | null;
}

/**
 * An update the journal does not have yet. The flush inserts it already done; if that takes too long it is journalled
 * as waiting. Exactly one of the two happens.
 */
export class FreshUpdate {
  state: 'waiting' | 'journalling' | 'committing' = 'waiting';
  /** Resolves when an attempt to journal it ended, well or not. */
  journalled: Promise<void> = Promise.resolve();
  readonly durable: Promise<Acknowledgement>;
  #isSettled = false;
  #resolve: (acknowledgement: Acknowledgement) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor() {
    this.durable = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Sets when it is journalled after all, in place of what was set before. */
  journalAfter(delayMs: number, journal: () => void): void {
    this.stopTimer();
    this.#timer = setTimeout(journal, delayMs);
  }

  stopTimer(): void {
    clearTimeout(this.#timer);
  }

  get hasTimer(): boolean {
    return this.#timer !== undefined;
  }

  acknowledge(inline: OutboxRow | null = null): void {
    this.#isSettled = true;
    this.#resolve({ inline });
  }

  /** Nothing happened to it, unless it was acknowledged before: its sender must keep it. */
  refuse(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#reject(new Error('The update was neither handled nor journalled.'));
  }
}
