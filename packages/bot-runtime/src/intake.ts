import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { openUpdatesMax } from '@dovecote/db/open-updates-max';
import type { Update } from 'grammy/types';
import type { BotRecord } from './bot-record';
import { type Acknowledgement, FreshUpdate } from './fresh-update';
import { isPassingFailure } from './is-passing-failure';
import { type JournalEntry, journalEntry, loadWaiting } from './journal';
import type { JournalWriter } from './journal-writer';
import type { Lanes } from './lanes';
import type { MemoryBudget } from './memory-budget';
import type { RecentlyClosed } from './recently-closed';
import type { Sender } from './sender';
import { SparseMap } from './sparse-map';

/** Open updates of one bot held in memory at most; the rest waits in the journal. */
const memoryMax = 1_000;
const reloadBelow = 250;
const reconnectDelayMs = 200;
/** How long a webhook's sender waits for a handler before its update is journalled as waiting. */
const fastWithinMs = 200;
/** How long it waits for a handler to start: a full bot makes Telegram wait before it makes the journal grow. */
const startWithinMs = 2_000;
const appendingPollMs = 5;
/** What nobody tells of, a lease or a load, is looked at so often. */
const capacityLookMs = 1_000;
const cautiousMs = 600_000;

export interface IntakeOptions {
  db: Db;
  writer: JournalWriter;
  lanes: Lanes<JournalEntry>;
  memory: MemoryBudget;
  recentlyClosed: RecentlyClosed;
  /** The event loop has more to do than it can. */
  isOverloaded: () => boolean;
  /** False while others may take this process for dead. */
  isLeaseValid: () => boolean;
  /** Tells whether Telegram must wait, and sends what was answered before once more. */
  sender: Pick<Sender, 'isFull' | 'handOverAgain'>;
  clock: () => Date;
  /** The journal could not be read; it is tried again. */
  onUnread: (error: unknown, fields: { botId: string }) => void;
}

/**
 * One bot's way from the network into its lanes. While the journal holds more than memory should, lanes are fed from
 * the journal alone, so that no update overtakes an older one.
 */
export class Intake {
  /** All updates of the bot in this process, by their id. */
  readonly #open = new SparseMap<string, JournalEntry>();
  /** At most one update of a lane is fresh: a later one must not become durable before it. */
  readonly #freshLanes = new SparseMap<string, FreshUpdate>();
  #lastSeq = 0;
  #hasBacklog = true;
  /** Something was journalled while the journal was being read, maybe too late to be among what was read. */
  #isReadStale = false;
  /** Places in the journal whose work ended while the journal was being read: what was read may still name them. */
  #endedSeqs: Set<number> | null = null;
  /** The next read begins at the oldest open update. */
  #mustRestart = false;
  /** Batches on their way into the journal; until they are there, nothing may be read past them. */
  #appending = 0;
  /** Before its lanes are open, what is fed to them would be forgotten. */
  #isOpen = false;
  #isClosed = false;
  #feeding: Promise<void> | null = null;
  #capacityWaiters: (() => void)[] = [];

  readonly #cautiousUntilMs: number;

  /** `isCautious`: one of the bot's updates blocked a process lately; for a while the journal comes before the handler. */
  constructor(
    private readonly options: IntakeOptions,
    private readonly record: BotRecord,
    isCautious: boolean,
  ) {
    this.#cautiousUntilMs = isCautious ? performance.now() + cautiousMs : 0;
  }

  /** From now on the lanes take what waits. */
  open(): void {
    this.#isOpen = true;
    this.wake();
  }

  /** Journals what a poller fetched, in its order, and works it; resolves when all of it is durable. */
  async accept(updates: readonly Update[]): Promise<void> {
    this.#refuseIfClosed();
    const { writer, clock } = this.options;
    const receivedAt = clock();
    const entries = updates.map((update) => journalEntry(update, textOf(update), receivedAt));
    this.#appending += 1;
    try {
      const appended = entries.map(({ update, text }) => writer.append(this.record, update, text ?? '', receivedAt));
      const outcomes = await Promise.allSettled(appended);
      for (const [index, outcome] of outcomes.entries()) {
        const entry = entries[index];
        // What came behind it may be in the journal, but not before it: all of it comes again.
        if (outcome.status === 'rejected') throw outcome.reason;
        if (entry && outcome.value !== null) this.#pushJournalled({ ...entry, text: null, seq: outcome.value });
      }
    } finally {
      this.#appending -= 1;
    }
  }

  /**
   * Takes one update of a webhook. Resolves when it is durable: handled already if that was quick, else journalled.
   * Rejects if it is neither; then its sender must keep it.
   */
  async offer(update: Update, text: string): Promise<Acknowledgement> {
    this.#refuseIfClosed();
    const { clock, recentlyClosed, sender } = this.options;
    const entry = journalEntry(update, text, clock());
    const answer = recentlyClosed.answerTo(this.record.id, entry.updateId);
    if (answer && (await sender.handOverAgain(this.record.id, answer))) return { inline: answer };
    this.#refuseIfClosed();
    for (let before = this.#freshLanes.get(entry.lane); before; before = this.#freshLanes.get(entry.lane)) {
      // If it is refused, so is this one: its sender must not hear of it first.
      await before.durable;
      this.#refuseIfClosed();
    }
    const known = this.#open.get(entry.updateId);
    if (known) return known.fresh ? known.fresh.durable : { inline: null };
    if (recentlyClosed.has(this.record.id, entry.updateId)) return { inline: null };
    if (this.#hasBacklog || this.#appending > 0 || this.#isCautious()) {
      await this.accept([update]);
      return { inline: null };
    }
    return this.#offerFresh(entry);
  }

  /** The update's handler starts. */
  begin(entry: JournalEntry): void {
    const { fresh } = entry;
    if (fresh?.state === 'waiting') fresh.journalAfter(fastWithinMs, () => void this.#journalSlow(entry, fresh));
  }

  /** The update's work is over: committed, known before, or left to whoever holds the bot next. */
  end(entry: JournalEntry): void {
    if (this.#open.get(entry.updateId) === entry) {
      this.#open.delete(entry.updateId);
      this.options.memory.give(entry.sizeBytes);
    }
    if (entry.seq !== null) this.#endedSeqs?.add(entry.seq);
    entry.fresh?.refuse();
    this.wake();
  }

  /** The journal holds open updates that memory may not know: others wrote them. */
  reload(): void {
    this.#mustRestart = true;
    this.#hasBacklog = true;
    this.wake();
  }

  /** Whether the update is in memory. */
  knows(updateId: string): boolean {
    return this.#open.has(updateId);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get hasBacklog(): boolean {
    return this.#hasBacklog;
  }

  /** Feeds lanes from the journal if there is room. */
  wake(): void {
    this.#wakeWaiters();
    if (this.#feeding || !this.#isOpen || this.#isClosed || !this.#hasBacklog || !this.#hasRoomToRead()) return;
    this.#feeding = this.#feed().finally(() => {
      this.#feeding = null;
      this.#endedSeqs = null;
    });
  }

  hasCapacity(): boolean {
    const { memory, isOverloaded, isLeaseValid } = this.options;
    if (this.#isClosed || this.#hasBacklog || this.#open.size >= openUpdatesMax) return false;
    if (this.options.sender.isFull(this.record.id)) return false;
    return !memory.isFull && !isOverloaded() && isLeaseValid();
  }

  /** Resolves to true when there is room, to false after `timeoutMs` or when the bot closes. */
  async waitForCapacity(timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (!this.hasCapacity() && !this.#isClosed) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) return false;
      await this.#untilWoken(Math.min(leftMs, capacityLookMs));
    }
    return !this.#isClosed;
  }

  #wakeWaiters(): void {
    if (this.#capacityWaiters.length === 0 || !this.hasCapacity()) return;
    for (const resume of this.#capacityWaiters.splice(0)) resume();
  }

  #untilWoken(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        const place = this.#capacityWaiters.indexOf(wake);
        if (place >= 0) this.#capacityWaiters.splice(place, 1);
        resolve();
      };
      const timer = setTimeout(wake, withinMs);
      timer.unref();
      this.#capacityWaiters.push(wake);
    });
  }

  /** From this moment on nothing more is taken. */
  shut(): void {
    this.#isClosed = true;
    for (const resume of this.#capacityWaiters.splice(0)) resume();
  }

  /** Forgets what the lanes have forgotten; call it when their work has ended. */
  async close(): Promise<void> {
    this.shut();
    await this.#feeding;
    // Whoever holds the bot next reads the journal once.
    while (this.#appending > 0) await sleep(appendingPollMs);
    for (const entry of [...this.#open.values()]) {
      await entry.fresh?.journalled;
      this.end(entry);
    }
  }

  #offerFresh(entry: JournalEntry): Promise<Acknowledgement> {
    const fresh = new FreshUpdate();
    entry.fresh = fresh;
    this.#freshLanes.set(entry.lane, fresh);
    this.#push(entry);
    if (!fresh.hasTimer) fresh.journalAfter(startWithinMs, () => void this.#journalSlow(entry, fresh));
    const settle = (): void => {
      fresh.stopTimer();
      this.#freshLanes.delete(entry.lane);
    };
    fresh.durable.then(settle, settle);
    return fresh.durable;
  }

  /** Its turn did not come in time, or its handler is slow: the sender need not wait for that. */
  async #journalSlow(entry: JournalEntry, fresh: FreshUpdate): Promise<void> {
    if (fresh.state !== 'waiting') return;
    fresh.state = 'journalling';
    const { writer } = this.options;
    fresh.journalled = writer
      .append(this.record, entry.update, entry.text ?? textOf(entry.update), entry.receivedAt)
      .then(
        (seq) => {
          // Null if the journal knew it: the flush then finds nothing to claim.
          entry.seq = seq;
          entry.text = null;
          entry.fresh = null;
          fresh.acknowledge();
        },
        () => {
          // Not acknowledged, so it stays fresh; the flush has the next word.
          fresh.state = 'waiting';
        },
      );
    await fresh.journalled;
  }

  async #feed(): Promise<void> {
    const { db, onUnread } = this.options;
    while (!this.#isClosed && this.#hasBacklog && this.#hasRoomToRead()) {
      if (this.#appending > 0) {
        await sleep(appendingPollMs);
        continue;
      }
      try {
        if (this.#mustRestart) this.#lastSeq = 0;
        this.#mustRestart = false;
        this.#isReadStale = false;
        const endedSeqs = new Set<number>();
        this.#endedSeqs = endedSeqs;
        const entries = await loadWaiting(db, this.record, this.#lastSeq, memoryMax);
        // What is appended meanwhile may lie before what was read, and must not be overtaken.
        if (this.#appending > 0 || this.#isReadStale || this.#mustRestart) continue;
        this.#hasBacklog = entries.length === memoryMax;
        for (const entry of entries) {
          this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
          if (!endedSeqs.has(entry.seq)) this.#push(entry);
        }
        this.#wakeWaiters();
      } catch (error) {
        onUnread(error, { botId: this.record.id });
        await sleep(isPassingFailure(error) ? reconnectDelayMs : 1_000);
      }
    }
  }

  /** What the journal has just got; beyond what memory should hold it waits there. */
  #pushJournalled(entry: JournalEntry): void {
    if (this.#open.size >= memoryMax) this.#hasBacklog = true;
    if (this.#hasBacklog) this.#isReadStale = true;
    else this.#push(entry);
  }

  #push(entry: JournalEntry): void {
    if (this.#isClosed || this.#open.has(entry.updateId)) return;
    entry.isSuspect = this.#isCautious();
    this.#open.set(entry.updateId, entry);
    this.options.memory.take(entry.sizeBytes);
    this.options.lanes.push(this.record.id, entry);
  }

  #isCautious(): boolean {
    return performance.now() < this.#cautiousUntilMs;
  }

  /** A full memory still lets a bot work what it has none of. */
  #hasRoomToRead(): boolean {
    return this.#open.size < reloadBelow && (!this.options.memory.isFull || this.#open.size === 0);
  }

  #refuseIfClosed(): void {
    if (this.#isClosed) throw new Error('The bot is not taking updates.');
  }
}

function textOf(update: Update): string {
  return JSON.stringify(update);
}
