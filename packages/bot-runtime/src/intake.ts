import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import type { Update } from 'grammy/types';
import type { BotRecord } from './bot-record';
import { isPassingFailure } from './is-passing-failure';
import { appendUpdates, type JournalEntry, loadWaiting } from './journal';
import type { Lanes } from './lanes';

/** Open updates of one bot held in memory at most; the rest waits in the journal. */
const memoryMax = 1_000;
/** Open updates at which Telegram is asked to wait. */
export const admittedMax = 500;
const reloadBelow = 250;
const reconnectDelayMs = 200;

export interface IntakeOptions {
  db: Db;
  record: BotRecord;
  lanes: Lanes<JournalEntry>;
  clock: () => Date;
  logger: Logger;
}

/**
 * One bot's way from the network into its lanes: journal first, in the order of arrival. While the journal holds more
 * than memory should, lanes are fed from the journal alone, so that no update overtakes an older one.
 */
export class Intake {
  #pending: { update: Update; settle: (error?: unknown) => void }[] = [];
  #lastSeq = 0;
  #hasBacklog = true;
  #isClosed = false;
  #running: Promise<void> | null = null;
  #capacityWaiters: (() => void)[] = [];

  constructor(private readonly options: IntakeOptions) {}

  /** Resolves when the updates are durable; only then may they be acknowledged. Rejects if the bot is closing. */
  async accept(updates: readonly Update[]): Promise<void> {
    if (this.#isClosed) throw new Error('The bot is not taking updates.');
    const durable = updates.map(
      (update) =>
        new Promise<void>((resolve, reject) => {
          this.#pending.push({ update, settle: (error) => (error === undefined ? resolve() : reject(error)) });
        }),
    );
    this.wake();
    await Promise.all(durable);
  }

  /** Feeds lanes from the journal if there is room; called when an update ended. */
  wake(): void {
    if (this.hasCapacity()) for (const resume of this.#capacityWaiters.splice(0)) resume();
    if (this.#running || this.#isClosed) return;
    const wantsBacklog = this.#hasBacklog && this.#openCount() < reloadBelow;
    if (this.#pending.length > 0 || wantsBacklog) {
      this.#running = this.#run().finally(() => {
        this.#running = null;
        if (this.#pending.length > 0) this.wake();
      });
    }
  }

  hasCapacity(): boolean {
    return !this.#isClosed && !this.#hasBacklog && this.#openCount() + this.#pending.length < admittedMax;
  }

  /** Resolves to true when there is room, to false after `timeoutMs` or when the bot closes. */
  async waitForCapacity(timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (!this.hasCapacity() && !this.#isClosed) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return false;
      await Promise.race([
        new Promise<void>((resolve) => this.#capacityWaiters.push(resolve)),
        sleep(Math.min(leftMs, 1_000), undefined, { ref: false }),
      ]);
    }
    return !this.#isClosed;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const resume of this.#capacityWaiters.splice(0)) resume();
    await this.#running;
    for (const { settle } of this.#pending.splice(0)) settle(new Error('The bot is not taking updates.'));
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      if (this.#hasBacklog && this.#openCount() < reloadBelow) await this.#feedFromJournal();
      const batch = this.#pending.splice(0, 100);
      if (batch.length > 0) await this.#journal(batch);
      else if (!this.#hasBacklog || this.#openCount() >= reloadBelow) return;
    }
  }

  async #feedFromJournal(): Promise<void> {
    const { db, record } = this.options;
    try {
      const entries = await loadWaiting(db, record, this.#lastSeq, memoryMax);
      this.#push(entries);
      this.#hasBacklog = entries.length === memoryMax;
      if (this.hasCapacity()) for (const resume of this.#capacityWaiters.splice(0)) resume();
    } catch (error) {
      await this.#rideOut(error);
    }
  }

  async #journal(batch: readonly { update: Update; settle: (error?: unknown) => void }[]): Promise<void> {
    const { db, record, clock } = this.options;
    try {
      const entries = await appendUpdates(
        db,
        record,
        batch.map((one) => one.update),
        clock(),
      );
      for (const { settle } of batch) settle();
      if (this.#hasBacklog) return;
      if (this.#openCount() + entries.length > memoryMax) this.#hasBacklog = true;
      else this.#push(entries);
    } catch (error) {
      // Nothing was acknowledged, so Telegram sends these again.
      for (const { settle } of batch) settle(error);
      this.#hasBacklog = true;
      await this.#rideOut(error);
    }
  }

  #push(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
      this.options.lanes.push(this.options.record.id, entry);
    }
  }

  async #rideOut(error: unknown): Promise<void> {
    this.options.logger.warn({ err: error, botId: this.options.record.id }, 'the journal could not be reached');
    if (!isPassingFailure(error)) await sleep(1_000);
    await sleep(reconnectDelayMs);
  }

  #openCount(): number {
    return this.options.lanes.openCount(this.options.record.id);
  }
}
