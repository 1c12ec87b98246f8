import type { BotHost } from '@dovecote/bot-runtime/bot-host';
import { type Gift, giveBots } from '@dovecote/bot-runtime/give-bots';
import type { Db } from '@dovecote/db/client';
import type { Placement } from './placement';

/** So many move at once when a process joins: a join must not be a storm. */
const movingMax = 8;
const leavingMax = 128;

export interface HandOverOptions {
  db: Db;
  host: BotHost;
  processId: string;
  placement: Placement;
}

/** Moves bots that belong elsewhere, a few at a time; each is drained here before the other may take it. */
export class HandOver {
  #running: Promise<void> | null = null;
  #isStopped = false;
  #gifts: { gift: Gift; settle: (isGone: boolean) => void; fail: (error: unknown) => void }[] = [];

  constructor(private readonly options: HandOverOptions) {}

  /** Moves what belongs elsewhere; while a move runs, the same one is answered. */
  moveMisplaced(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    this.#running ??= this.#move(movingMax).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Moves everything; what nobody takes stays. */
  async moveAll(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    this.#isStopped = false;
    await this.#move(leavingMax);
    this.#isStopped = true;
  }

  /** Starts no more moves and waits for those under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #move(atOnce: number): Promise<void> {
    const { host, placement } = this.options;
    const botIds = [...host.revisions().keys()].filter((botId) => placement.betterHolder(botId) !== null);
    const next = async (): Promise<void> => {
      for (let botId = botIds.pop(); botId !== undefined && !this.#isStopped; botId = botIds.pop()) {
        await this.#moveOne(botId);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, botIds.length) }, next));
  }

  async #moveOne(botId: string): Promise<void> {
    // Who should hold it may have changed while it waited for its turn.
    const toProcessId = this.options.placement.betterHolder(botId);
    if (toProcessId === null) return;
    await this.options.host.handOver(botId, (epoch) => this.#give({ botId, epoch, toProcessId }));
  }

  /** Gifts of one moment go in one statement. */
  #give(gift: Gift): Promise<boolean> {
    return new Promise((settle, fail) => {
      this.#gifts.push({ gift, settle, fail });
      if (this.#gifts.length === 1) queueMicrotask(() => void this.#giveWaiting());
    });
  }

  async #giveWaiting(): Promise<void> {
    const waiting = this.#gifts;
    this.#gifts = [];
    try {
      const { db, processId } = this.options;
      const gone = await giveBots(
        db,
        processId,
        waiting.map((one) => one.gift),
      );
      for (const { gift, settle } of waiting) settle(gone.has(gift.botId));
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }
}
