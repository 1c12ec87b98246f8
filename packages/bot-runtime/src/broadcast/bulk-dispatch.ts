import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import { callTelegram } from '@dovecote/telegram/call-telegram';
import type { Transport } from '@dovecote/telegram/transport';
import type { BotRecord } from '../bot-record';
import type { CallCounter } from '../call-counter';
import type { Sender } from '../sender';
import type { BroadcastStore, Receipt } from './broadcast-store';
import { type BulkBot, type Campaign, holdOn, letGo, type Taken } from './bulk-bot';
import { BulkReceipts } from './bulk-receipts';
import { readReceipt } from './read-receipt';
import type { Recipient } from './recipient-queue';
import { recipientsAtOnce } from './recipients-at-once';

/** Calls may start this often: a place in a bot's second that stays empty for a moment is lost. */
export const tickMs = 5;
/** Recipients are read, taken up and receipted this often, and taken up so early that they are ready in time. */
const roundMs = 20;
const claimAheadMs = 30;
/** Of one broadcast so many may be held back by their chats' limits before it waits for them. */
const delayedMax = 2_000;
/** Recipients taken up at one time in this process: replies need connections too. */
const busyMax = 512;
/** The same while the event loop is late, maybe by no fault of ours: then a broadcast is slow, and goes on. */
const busyOfLateMax = 4;

export interface BulkDispatchOptions {
  store: BroadcastStore;
  sender: Sender;
  transport: Transport;
  calls: CallCounter;
  /** The bot as this process holds it. */
  holding: (botId: string) => { record: BotRecord; epoch: number } | undefined;
  /** The event loop has more to do than it can: who waits for a reply goes first. */
  isOverloaded: () => boolean;
  /** The token was refused. */
  onUnauthorized: (botId: string) => void;
  /** A bulk call starts. */
  onCall?: (() => void) | undefined;
  nowMs: () => number;
  clock: () => Date;
  random: () => number;
  logger: Logger;
}

interface Pick {
  bot: BulkBot;
  taken: Taken;
}

/** One round after another: reads who waits, takes up who may be called, calls, and keeps the receipts. */
export class BulkDispatch {
  readonly #receipts: BulkReceipts;
  readonly #warnUnread: (error: unknown) => void;
  readonly #warnUnclaimed: (error: unknown) => void;
  #isReading = false;
  #claiming: Promise<void> | null = null;
  #nextRoundMs = 0;
  #busy = 0;
  #lastCallId = 0;

  constructor(private readonly options: BulkDispatchOptions) {
    this.#receipts = new BulkReceipts(options);
    this.#warnUnread = warnSeldom(options.logger, 'recipients could not be read');
    this.#warnUnclaimed = warnSeldom(options.logger, 'recipients could not be taken up; they are put back');
  }

  /** Whether there are recipients that were taken up and have no durable receipt. */
  get isBusy(): boolean {
    return this.#busy > 0;
  }

  tick(bots: readonly BulkBot[]): void {
    for (const bot of bots) this.#startReady(bot);
    const atMs = this.options.nowMs();
    if (atMs < this.#nextRoundMs) return;
    this.#nextRoundMs = atMs + roundMs;
    this.#receipts.flush();
    this.#read(bots);
    if (this.#claiming) return;
    const picks = bots.flatMap((bot) => this.#pick(bot));
    if (picks.length === 0) return;
    this.#claiming = this.#takeUp(picks).finally(() => {
      this.#claiming = null;
    });
  }

  /** What was taken up and not called yet waits again. */
  putBackReady(bot: BulkBot): void {
    for (let taken = bot.ready.shift(); taken; taken = bot.ready.shift()) this.#putBack(bot, taken);
  }

  /** Resolves when every receipt so far is durable. */
  async settle(): Promise<void> {
    await this.#claiming;
    await Promise.all([this.#receipts.settle(), this.options.calls.write()]);
  }

  /** Fills the queues that run low, all with one statement. */
  #read(bots: readonly BulkBot[]): void {
    if (this.#isReading) return;
    const unread: Campaign[] = [];
    for (const { campaigns } of bots) {
      for (const one of campaigns.values()) if (!one.isPaused && !one.isReadOut) unread.push(one);
    }
    const limit = recipientsAtOnce(unread.length);
    const low = unread.filter(({ queue }) => queue.freshSize < limit / 3 && queue.delayedSize < delayedMax);
    if (low.length === 0) return;
    this.#isReading = true;
    this.#readWaiting(new Map(low.map((campaign) => [campaign.id, campaign])), limit)
      .catch(this.#warnUnread)
      .finally(() => {
        this.#isReading = false;
      });
  }

  async #readWaiting(low: ReadonlyMap<string, Campaign>, limit: number): Promise<void> {
    const { store, clock, nowMs } = this.options;
    const from = [...low].map(([broadcastId, { readUpTo }]) => ({ broadcastId, after: readUpTo }));
    const counts = new Map<Campaign, number>();
    for (const { broadcastId, chatId, attempts, notBefore } of await store.readWaiting(from, limit)) {
      const campaign = low.get(broadcastId);
      if (!campaign) continue;
      const heldMs = notBefore === null ? 0 : notBefore.getTime() - clock().getTime();
      if (heldMs > 0) campaign.queue.delay({ chatId, attempts }, nowMs() + heldMs);
      else campaign.queue.push({ chatId, attempts });
      campaign.readUpTo = chatId;
      counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
    }
    for (const campaign of low.values()) campaign.isReadOut = (counts.get(campaign) ?? 0) < limit;
  }

  /** Whom the bot may call until the next round, its oldest broadcast first. */
  #pick(bot: BulkBot): Pick[] {
    const { sender, nowMs, isOverloaded } = this.options;
    const free = (isOverloaded() ? busyOfLateMax : busyMax) - this.#busy;
    if (bot.isLeaving || free <= 0) return [];
    const roomMax = Math.min(sender.bulkRoom(bot.id), free);
    const room = Math.min(roomMax, bot.pacer.room(nowMs() + claimAheadMs)) - bot.ready.size;
    const picks: Pick[] = [];
    for (const campaign of bot.campaigns.values()) {
      if (campaign.isPaused) continue;
      while (picks.length < room) {
        const recipient = campaign.queue.take(nowMs(), (one) => this.#delayMs(bot, campaign, one));
        if (!recipient) break;
        const taken = { campaign, recipient };
        this.#busy += 1;
        holdOn(bot, taken);
        picks.push({ bot, taken });
      }
    }
    return picks;
  }

  #delayMs(bot: BulkBot, { method }: Campaign, { chatId }: Recipient): number {
    return bot.busyChats.has(chatId) ? roundMs : this.options.sender.bulkDelayMs(bot.id, { chatId, method });
  }

  async #takeUp(picks: readonly Pick[]): Promise<void> {
    const taken = await this.#claim(picks);
    for (const [place, pick] of picks.entries()) {
      // A bot that left while the database took its time is not looked after any more.
      if (taken === null || (taken.has(place) && pick.bot.isLeaving)) this.#putBack(pick.bot, pick.taken);
      else if (taken.has(place)) pick.bot.ready.push(pick.taken);
      // It is closed by now, or its broadcast or bot is not wanted any more.
      else {
        pick.taken.campaign.hasRefused = true;
        this.#letGo(pick.bot, pick.taken);
      }
    }
  }

  /** The places of those that are ours to call; null if nobody knows. */
  async #claim(picks: readonly Pick[]): Promise<ReadonlySet<number> | null> {
    const claims = picks.map(({ bot, taken }) => keyOf(bot, taken));
    try {
      return new Set(await this.options.store.claim(claims, this.options.clock()));
    } catch (error) {
      this.#warnUnclaimed(error);
      return null;
    }
  }

  #startReady(bot: BulkBot): void {
    const { sender, nowMs } = this.options;
    while (bot.ready.size > 0) {
      const atMs = nowMs();
      if (bot.isLeaving || sender.bulkRoom(bot.id) === 0) this.putBackReady(bot);
      else if (bot.pacer.room(atMs) === 0 || !bot.slots.hasFree(atMs)) return;
      const taken = bot.ready.shift();
      if (taken) this.#start(bot, taken, atMs);
    }
  }

  #start(bot: BulkBot, taken: Taken, atMs: number): void {
    const { campaign, recipient } = taken;
    const call = { chatId: recipient.chatId, method: campaign.method };
    const record = this.options.holding(bot.id)?.record;
    const isWanted = bot.campaigns.has(campaign.id) && !campaign.isPaused;
    const isFree = this.options.sender.bulkDelayMs(bot.id, call) === 0;
    if (record && isWanted && isFree) void this.#call(record, bot, taken, atMs);
    else this.#putBack(bot, taken);
  }

  async #call(record: BotRecord, bot: BulkBot, taken: Taken, atMs: number): Promise<void> {
    const { transport, sender, nowMs, clock, calls, random } = this.options;
    const { campaign, recipient } = taken;
    const { method } = campaign;
    const { chatId, movedTo } = recipient;
    this.#lastCallId += 1;
    const callId = this.#lastCallId;
    const counted = bot.pacer.begin(atMs, false);
    bot.slots.take(callId, atMs);
    this.options.onCall?.();
    sender.beginBulk(bot.id, { chatId, method });
    const payload = { ...campaign.payload, chat_id: movedTo ?? Number(chatId) };
    const result = await record.token.use((token) =>
      callTelegram({ transport, apiRoot: record.apiRoot, token, method, payload }),
    );
    const endedMs = nowMs();
    bot.pacer.end(counted, endedMs);
    bot.slots.give(callId);
    sender.endBulk(record, chatId, result);
    const at = clock();
    calls.note(bot.id, result.kind !== 'ok', at);
    const { receipt, againAfterMs, isForbidden, isUnauthorized } = readReceipt(recipient, result, random);
    const nextAttemptAt = isForbidden ? new Date(at.getTime() + (againAfterMs ?? 0)) : undefined;
    this.#note(bot, taken, { ...receipt, nextAttemptAt }, againAfterMs === null ? null : endedMs + againAfterMs);
    const isPresent = this.options.holding(bot.id)?.record.token === record.token;
    if (isUnauthorized && isPresent) this.options.onUnauthorized(bot.id);
  }

  /** It was not called, and waits as before. */
  #putBack(bot: BulkBot, taken: Taken): void {
    const { attempts } = taken.recipient;
    this.#note(bot, taken, { state: 'waiting', attempts }, this.options.nowMs() + roundMs);
  }

  #note(
    bot: BulkBot,
    taken: Taken,
    outcome: Omit<Receipt, keyof ReturnType<typeof keyOf>>,
    againAtMs: number | null,
  ): void {
    this.#receipts.note({ ...keyOf(bot, taken), ...outcome }, () => {
      // In the queue before it is let go: the broadcast must not look drained in between.
      if (againAtMs !== null) taken.campaign.queue.delay(taken.recipient, againAtMs);
      this.#letGo(bot, taken);
    });
  }

  #letGo(bot: BulkBot, taken: Taken): void {
    this.#busy -= 1;
    letGo(bot, taken);
  }
}

function keyOf(bot: BulkBot, { campaign, recipient }: Taken) {
  const { id: botId, workspaceId, epoch } = bot;
  return { workspaceId, botId, epoch, broadcastId: campaign.id, chatId: recipient.chatId };
}
