import { setTimeout as sleep } from 'node:timers/promises';
import type { BotRecord } from '../bot-record';
import type { OpenBroadcast } from './broadcast-store';
import { type BulkBot, type Campaign, createBulkBot, createCampaign, isStuck } from './bulk-bot';
import { BulkDispatch, type BulkDispatchOptions, tickMs } from './bulk-dispatch';
import type { BulkPacer } from './bulk-pacer';

const lookEveryMs = 1_000;
/** A process has ten seconds to end. */
const drainMsMax = 4_000;

export interface BroadcastEngineOptions extends BulkDispatchOptions {
  /** Of the bots that broadcast; filled here and read by the sender. */
  pacers: Map<string, BulkPacer>;
}

/**
 * Sends the broadcasts of all bots of this process in one loop. A recipient is taken up in the database before the call
 * and gets its receipt after it; what a dead process had taken up and not receipted is ambiguous and never sent again.
 */
export class BroadcastEngine {
  readonly #bots = new Map<string, BulkBot>();
  readonly #dispatch: BulkDispatch;
  #looking: Promise<void> | null = null;
  #isLookWanted = false;
  #timer: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #isClosed = false;
  #turn = 0;

  constructor(private readonly options: BroadcastEngineOptions) {
    this.#dispatch = new BulkDispatch(options);
  }

  /** Looks for broadcasts from now on, every second and whenever `look` is called. */
  start(): void {
    this.#sweep ??= setInterval(() => void this.look(), lookEveryMs);
  }

  /** Brings what is sent in line with the database. Never rejects. */
  async look(): Promise<void> {
    // One that is under way may have read already; whoever asks meanwhile shares the next one.
    this.#isLookWanted = true;
    this.#looking ??= this.#lookWhileWanted().finally(() => {
      this.#looking = null;
    });
    await this.#looking;
  }

  /** Starts no more calls of the bot; resolves when those under way have their receipts, or may take no longer. */
  async leave(botId: string): Promise<void> {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    bot.isLeaving = true;
    this.#dispatch.putBackReady(bot);
    const deadlineMs = this.options.nowMs() + drainMsMax;
    while (bot.busy > 0 && this.options.nowMs() < deadlineMs) await sleep(tickMs);
    this.#forget(bot);
  }

  /** For a process whose bots have left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#dispatch.settle();
  }

  async #lookWhileWanted(): Promise<void> {
    while (this.#isLookWanted && !this.#isClosed) {
      this.#isLookWanted = false;
      try {
        await this.#look();
      } catch (error) {
        this.options.logger.warn({ err: error }, 'broadcasts could not be looked up');
      }
    }
  }

  async #look(): Promise<void> {
    const { store, clock } = this.options;
    const stuckBefore = new Set([...this.#campaigns()].filter(isStuck));
    const open = (await store.look(clock())).filter(({ botId, epoch }) => this.#holdingAt(botId, epoch));
    this.#dropLost();
    const isKnown = ({ botId, id }: OpenBroadcast) => this.#bots.get(botId)?.campaigns.has(id) === true;
    await this.#add(open.filter((one) => !one.isPaused && !isKnown(one)));
    const ids = new Map(open.map((one) => [one.id, one]));
    const stuck: Campaign[] = [];
    for (const bot of this.#bots.values()) {
      for (const campaign of bot.campaigns.values()) {
        const found = ids.get(campaign.id);
        // What rests may rest for months: it is read anew when it goes on.
        if (!found || (found.isPaused && campaign.busy === 0)) bot.campaigns.delete(campaign.id);
        else campaign.isPaused = found.isPaused;
        if (found && stuckBefore.has(campaign) && isStuck(campaign)) stuck.push(campaign);
      }
      if (bot.campaigns.size === 0 && bot.busy === 0) this.#forget(bot);
    }
    await this.#readAnew(stuck);
    this.#wake();
  }

  /** Bots that this process no longer holds as it did when they were added. */
  #dropLost(): void {
    for (const bot of this.#bots.values()) {
      if (this.#holdingAt(bot.id, bot.epoch)) continue;
      bot.campaigns.clear();
      if (bot.busy === 0) this.#forget(bot);
    }
  }

  /** What is neither here nor over in the database: a lost claim, or a recipient that was put back. */
  async #readAnew(campaigns: readonly Campaign[]): Promise<void> {
    if (campaigns.length === 0) return;
    // Nobody may be taken up while the others are given up.
    for (const campaign of campaigns) campaign.queue.clear();
    await this.options.store.giveUp(
      campaigns.map((campaign) => campaign.id),
      this.options.clock(),
    );
    for (const campaign of campaigns) {
      campaign.readUpTo = '';
      campaign.isReadOut = false;
      campaign.hasRefused = false;
    }
  }

  async #add(found: readonly OpenBroadcast[]): Promise<void> {
    if (found.length === 0) return;
    const { store, nowMs, logger, pacers } = this.options;
    const calls = new Map((await store.readCalls(found.map((one) => one.id))).map((call) => [call.id, call]));
    for (const one of found) {
      const call = calls.get(one.id);
      const record = this.#holdingAt(one.botId, one.epoch)?.record;
      const known = this.#bots.get(one.botId);
      if (!call || !record || known?.isLeaving || (known && known.epoch !== one.epoch)) continue;
      try {
        const opened = record.calls.open(call.payload, { row: one.id, column: 'payload' });
        const payload = opened.use((text) => JSON.parse(text) as Record<string, unknown>);
        const bot = known ?? createBulkBot(one, nowMs());
        this.#bots.set(bot.id, bot);
        pacers.set(bot.id, bot.pacer);
        bot.campaigns.set(one.id, createCampaign(one.id, call.method, payload));
      } catch (error) {
        logger.error({ err: error, botId: one.botId, broadcastId: one.id }, 'a broadcast cannot be read');
      }
    }
  }

  /** Starts the rounds, unless they run or there is nothing to do. */
  #wake(): void {
    if (this.#timer || this.#isClosed || !this.#hasWork()) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#dispatch.tick(this.#inTurn());
      this.#wake();
    }, tickMs);
  }

  #hasWork(): boolean {
    if (this.#dispatch.isBusy) return true;
    for (const campaign of this.#campaigns()) if (!campaign.isPaused) return true;
    return false;
  }

  *#campaigns(): Iterable<Campaign> {
    for (const bot of this.#bots.values()) yield* bot.campaigns.values();
  }

  /** Each round begins with another bot, so that the bounds of the process fall on all alike. */
  #inTurn(): BulkBot[] {
    const bots = [...this.#bots.values()];
    this.#turn = (this.#turn + 1) % Math.max(1, bots.length);
    return [...bots.slice(this.#turn), ...bots.slice(0, this.#turn)];
  }

  #holdingAt(botId: string, epoch: number): { record: BotRecord } | undefined {
    const holding = this.options.holding(botId);
    return holding?.epoch === epoch ? holding : undefined;
  }

  #forget(bot: BulkBot): void {
    if (this.#bots.get(bot.id) !== bot) return;
    this.#bots.delete(bot.id);
    this.options.pacers.delete(bot.id);
  }
}
