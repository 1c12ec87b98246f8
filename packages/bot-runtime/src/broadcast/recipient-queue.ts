import { Fifo } from '../fifo';

export interface Recipient {
  chatId: string;
  attempts: number;
  /** The chat's new id, named by Telegram. */
  movedTo?: number | undefined;
}

/** The recipients of one broadcast that wait in this process: those read lately, and those that may not go yet. */
export class RecipientQueue {
  readonly #fresh = new Fifo<Recipient>();
  #delayed: { recipient: Recipient; dueMs: number }[] = [];
  #nextDueMs = Number.POSITIVE_INFINITY;

  get freshSize(): number {
    return this.#fresh.size;
  }

  get delayedSize(): number {
    return this.#delayed.length;
  }

  clear(): void {
    this.#fresh.clear();
    this.#delayed = [];
    this.#nextDueMs = Number.POSITIVE_INFINITY;
  }

  push(recipient: Recipient): void {
    this.#fresh.push(recipient);
  }

  delay(recipient: Recipient, dueMs: number): void {
    this.#delayed.push({ recipient, dueMs });
    this.#nextDueMs = Math.min(this.#nextDueMs, dueMs);
  }

  /** Takes the next recipient that `delayMs` lets go now; one it holds back comes up again that much later. */
  take(nowMs: number, delayMs: (recipient: Recipient) => number): Recipient | undefined {
    if (nowMs >= this.#nextDueMs) this.#release(nowMs);
    for (let left = this.#fresh.size; left > 0; left -= 1) {
      const recipient = this.#fresh.shift();
      if (!recipient) return undefined;
      const heldMs = delayMs(recipient);
      if (heldMs <= 0) return recipient;
      this.delay(recipient, nowMs + heldMs);
    }
    return undefined;
  }

  #release(nowMs: number): void {
    const delayed = this.#delayed;
    this.#delayed = [];
    this.#nextDueMs = Number.POSITIVE_INFINITY;
    for (const { recipient, dueMs } of delayed) {
      if (dueMs <= nowMs) this.#fresh.push(recipient);
      else this.delay(recipient, dueMs);
    }
  }
}
