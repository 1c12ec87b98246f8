import { setTimeout as sleep } from 'node:timers/promises';
import { jobOf } from '@dovecote/modules/kit/job';
import { callTelegram } from '@dovecote/telegram/call-telegram';
import type { TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { Transport } from '@dovecote/telegram/transport';
import { abortableSleep } from './abortable-sleep';
import type { BotRecord } from './bot-record';
import { BotSender } from './bot-sender';
import { Breaker } from './breaker';
import type { BulkPacer } from './broadcast/bulk-pacer';
import { ChatQueue } from './chat-queue';
import type { HandledUpdate } from './flush';
import type { PlannedCall } from './flush-statement';
import { followChat } from './follow-chat';
import { decideLesser, type LesserCall } from './lesser-call';
import type { LaterCall, OutboxRow } from './outbox-row';
import type { OutboxStore } from './outbox-store';
import { decideSend, isLost, type SendDecision } from './send-decision';

export interface SenderOptions {
  transport: Transport;
  store: OutboxStore;
  nowMs: () => number;
  clock: () => Date;
  random: () => number;
  /** False while others may take this process for dead, and send in its place. */
  isLeaseValid: () => boolean;
  /** The token was refused; the bot is held already. */
  onUnauthorized: (botId: string) => void;
  /** The bot's calls stopped getting answers, or get them again. */
  onSilence: (botId: string, isSilent: boolean) => void;
  /** Of the bots that broadcast: told of their calls here, so that bulk yields what replies use. */
  pacers: ReadonlyMap<string, BulkPacer>;
}

/** Calls in a row without an answer after which one bot, or a whole Bot API server, is left alone for a while. */
const hostFailuresMax = 20;
/** How long calls under way are waited for once no more start: a process has eight seconds to end. */
const drainMsMax = 4_000;
const drainMsMin = 200;
const leasePollMs = 100;
/** So many chats flooded one after another are the bot's own limit. */
const floodedChatsMax = 3;
/** How soon calls that could not be read are read again. */
const reloadMs = 500;
/** Of a call that left as a webhook's answer: nobody told what became of it. */
const handedOver = { handedOver: true };
/** How soon bulk asks again for a chat that has something open. */
const busyChatMs = 50;

/** Sends committed calls: one chat's in order, chats side by side, each until its receipt. */
export class Sender {
  readonly #bots = new Map<string, BotSender>();
  readonly #hosts = new Map<string, Breaker>();

  constructor(private readonly options: SenderOptions) {}

  open(record: BotRecord, epoch: number): void {
    this.#bots.set(record.id, new BotSender(record, epoch));
  }

  /** Uses the bot's new token, address or settings from the next call on. */
  replace(record: BotRecord): void {
    const bot = this.#bots.get(record.id);
    if (bot) bot.record = record;
  }

  /**
   * Which of the calls may go at once, which must be promoted first because their chat is busy, and which would come too
   * late. The only call of an update whose webhook still waits may be its answer, if nobody needs to know what became of it.
   */
  plan({ record, entry, said }: HandledUpdate): PlannedCall[] {
    const bot = this.#bots.get(record.id);
    if (!bot || bot.isHeld) return said.calls.map(() => ({ state: 'queued' }));
    const [only] = said.calls;
    if (only?.isFireAndForget && said.calls.length === 1 && entry.fresh && bot.isFree(only.chatId)) {
      return [{ state: 'inline' }];
    }
    const taken = new Set<string>();
    const isAnswer = jobOf(entry.update) === undefined;
    return said.calls.map((call) => {
      if (call.chatId === null) return { state: 'sending' };
      if (isAnswer && bot.isTooLate(call)) return { state: 'expired' };
      const isFree = bot.isFree(call.chatId) && !taken.has(call.chatId);
      taken.add(call.chatId);
      return { state: isFree ? 'sending' : 'queued' };
    });
  }

  /** Writes the receipt of a call that left as a webhook's own answer. */
  noteHandedOver(botId: string, row: OutboxRow): void {
    const bot = this.#bots.get(botId);
    if (bot) this.options.store.note(bot.change(row, 'sent', { receipt: handedOver, call: { isError: false } }));
  }

  /** Puts on record that such an answer goes once more, before it does; false if it must not. */
  async handOverAgain(botId: string, row: OutboxRow): Promise<boolean> {
    const bot = this.#bots.get(botId);
    if (!bot || bot.isHeld || row.policy === 'never_twice') return false;
    await this.options.store.writeAlong(bot.change(row, 'sent', { receipt: handedOver, isAmbiguous: true }));
    return !bot.isHeld && this.options.isLeaseValid();
  }

  enqueue(botId: string, rows: readonly OutboxRow[]): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    for (const row of rows) {
      // A commit whose answer was lost may be reported twice.
      if (bot.open.has(row.id)) continue;
      const key = row.chatId ?? `call:${row.id}`;
      const chat = bot.chats.get(key) ?? new ChatQueue();
      bot.chats.set(key, chat);
      if (chat.push(row)) this.#noteTaken(bot, key, row);
      else bot.laterCount += 1;
      if (!chat.isBusy) void this.#drain(bot, key, chat);
    }
  }

  /** Takes what waits in the outbox behind the calls of its chat that were enqueued. */
  enqueueLater(botId: string, calls: readonly LaterCall[]): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    for (const { id, chatId } of calls) {
      const chat = bot.chats.get(chatId) ?? new ChatQueue();
      bot.chats.set(chatId, chat);
      chat.later.push(id);
      bot.laterCount += 1;
      if (!chat.isBusy) void this.#drain(bot, chatId, chat);
    }
  }

  /** From this moment on no call of the bot starts; what comes in waits for the next holder. */
  hold(botId: string): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    bot.isHeld = true;
    bot.heldSinceMs ??= this.options.nowMs();
    bot.aborter.abort();
    bot.slots.wakeAll();
  }

  /**
   * Starts no more calls; resolves when those under way have their receipts and the rest is `queued` again. What takes
   * longer than it may stays `sending`: whoever holds the bot next cannot know what became of it.
   */
  async close(botId: string): Promise<void> {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    this.hold(botId);
    const heldMs = this.options.nowMs() - (bot.heldSinceMs ?? 0);
    const deadline = sleep(Math.max(drainMsMin, drainMsMax - heldMs), undefined, { ref: false }).then(
      () => 'late' as const,
    );
    while (bot.inFlight > 0) {
      const idle = new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
      if ((await Promise.race([idle, deadline])) === 'late') break;
    }
    const rows = [...bot.chats.values()].flatMap((chat) => chat.rows.toArray());
    const left = rows.filter((row) => row.state === 'sending' && !bot.slots.has(row.id));
    for (const row of left) this.options.store.note(bot.change(row, 'queued'));
    // A receipt still on its way would look like a call nobody knows the outcome of.
    await this.options.store.settle();
    if (this.#bots.get(botId) === bot) this.#bots.delete(botId);
  }

  /** Calls in memory that have no receipt yet. */
  openCount(botId: string): number {
    return this.#bots.get(botId)?.openCount ?? 0;
  }

  /** So many calls have no receipt yet that nothing more may be asked of the bot. */
  isFull(botId: string): boolean {
    return this.#bots.get(botId)?.isFull ?? false;
  }

  /** How many bulk calls of the bot may start now: none while it is held, one where an answer is yet to be seen. */
  bulkRoom(botId: string): number {
    const bot = this.#bots.get(botId);
    const nowMs = this.options.nowMs();
    if (!bot || bot.isHeld || bot.holdUntilMs > nowMs || !this.options.isLeaseValid()) return 0;
    const host = this.#host(bot);
    if (host.delayMs(nowMs) > 0 || bot.breaker.delayMs(nowMs) > 0) return 0;
    return host.isOpen || bot.breaker.isOpen ? 1 : Number.POSITIVE_INFINITY;
  }

  /** Milliseconds until bulk may ask for this chat again; 0 if a call may start. What the chat has open goes first. */
  bulkDelayMs(botId: string, call: { chatId: string; method: string }): number {
    const bot = this.#bots.get(botId);
    if (!bot || bot.chats.has(call.chatId)) return busyChatMs;
    const nowMs = this.options.nowMs();
    const pacedMs = bot.paces.find(call, nowMs)?.delayMs(nowMs) ?? 0;
    return Math.max(0, pacedMs, (bot.floodedUntilMs.get(call.chatId) ?? 0) - nowMs);
  }

  /** A bulk call starts that `bulkRoom` and `bulkDelayMs` allowed; `endBulk` must follow. */
  beginBulk(botId: string, call: { chatId: string; method: string }): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    const nowMs = this.options.nowMs();
    this.#host(bot).take(nowMs);
    bot.breaker.take(nowMs);
    bot.floodedUntilMs.delete(call.chatId);
    bot.paces.find(call, nowMs)?.note(nowMs);
  }

  /** What a bulk call found. A refusal of another token than the bot's present one holds nothing. */
  endBulk(record: BotRecord, chatId: string, result: TelegramResult): void {
    const bot = this.#bots.get(record.id);
    if (!bot) return;
    this.#noteResult(bot, result);
    if (result.kind === 'unauthorized' && bot.record.token === record.token) bot.isHeld = true;
    if (result.kind !== 'flood') return;
    this.#noteFlood(bot, chatId, chatId, this.options.nowMs() + result.retryAfterSeconds * 1000);
  }

  readonly #idleWaiters: (() => void)[] = [];

  async #drain(bot: BotSender, key: string, chat: ChatQueue): Promise<void> {
    chat.isBusy = true;
    bot.inFlight += 1;
    try {
      while (!chat.isEmpty && !bot.isHeld) {
        const row = chat.rows.at(0);
        if (!row) {
          await this.#refill(bot, key, chat);
          continue;
        }
        const obstacle = this.#takeTurn(bot, key, row);
        if (obstacle) {
          await obstacle;
          continue;
        }
        if (row.state === 'queued') {
          row.state = 'sending';
          await this.options.store.write(bot.change(row, 'sending'));
        }
        // The write may have waited for a database that is back before our lease: others may have the call by now.
        if (bot.isHeld || !this.options.isLeaseValid()) {
          bot.slots.give(row.id);
          for (const breaker of [this.#host(bot), bot.breaker]) breaker.giveBack();
          continue;
        }
        const isClosed = await this.#send(bot, key, row);
        if (isClosed) bot.open.delete(chat.rows.shift()?.id ?? row.id);
      }
    } finally {
      chat.isBusy = false;
      bot.inFlight -= 1;
      if (chat.isEmpty) bot.chats.delete(key);
      if (this.#idleWaiters.length > 0) for (const wake of this.#idleWaiters.splice(0)) wake();
    }
  }

  /** Reads the chat's next calls, of which memory holds none any more. */
  async #refill(bot: BotSender, key: string, chat: ChatQueue): Promise<void> {
    const ids = chat.nextLater();
    const rows = await this.options.store.load(bot.record, bot.epoch, ids);
    if (rows === null) return void (await abortableSleep(reloadMs, bot.aborter.signal));
    for (const _ of ids) chat.later.shift();
    bot.laterCount -= ids.length;
    for (const row of rows) {
      if (bot.open.has(row.id)) continue;
      chat.rows.push(row);
      this.#noteTaken(bot, key, row);
    }
  }

  #noteTaken(bot: BotSender, key: string, row: OutboxRow): void {
    bot.open.set(row.id, row);
    if (!row.notBefore) return;
    const nowMs = this.options.nowMs();
    bot.holdChat(key, nowMs, nowMs + row.notBefore.getTime() - this.options.clock().getTime());
  }

  /** What the call must wait for, for now; null if it may go, and then its place among the bot's calls is taken. */
  #takeTurn(bot: BotSender, key: string, row: OutboxRow): Promise<unknown> | null {
    if (!this.options.isLeaseValid()) return abortableSleep(leasePollMs, bot.aborter.signal);
    const nowMs = this.options.nowMs();
    const untilMs = Math.max(bot.holdUntilMs, bot.floodedUntilMs.get(key) ?? 0);
    const pace = bot.paces.find(row, nowMs);
    const pacedMs = Math.max(untilMs - nowMs, pace?.delayMs(nowMs) ?? 0);
    if (pacedMs > 0) return abortableSleep(pacedMs, bot.aborter.signal);
    if (!bot.slots.hasFree(nowMs)) return bot.slots.wait();
    const host = this.#host(bot);
    const brokenMs = Math.max(host.delayMs(nowMs), bot.breaker.delayMs(nowMs));
    if (brokenMs > 0) return abortableSleep(brokenMs, bot.aborter.signal);
    host.take(nowMs);
    bot.breaker.take(nowMs);
    bot.slots.take(row.id, nowMs);
    pace?.note(nowMs);
    bot.floodedUntilMs.delete(key);
    return null;
  }

  #host(bot: BotSender): Breaker {
    const { apiRoot } = bot.record;
    const breaker = this.#hosts.get(apiRoot) ?? new Breaker(hostFailuresMax);
    this.#hosts.set(apiRoot, breaker);
    return breaker;
  }

  /** One attempt. True when the row has its receipt. */
  async #send(bot: BotSender, key: string, row: OutboxRow): Promise<boolean> {
    const { record } = bot;
    const { transport, nowMs } = this.options;
    const { method, payload } = row;
    const pacer = this.options.pacers.get(record.id);
    const counted = pacer?.begin(nowMs(), true);
    const result: TelegramResult = await record.token.use((token) =>
      callTelegram({ transport, apiRoot: record.apiRoot, token, method, payload }),
    );
    bot.slots.give(row.id);
    if (counted) pacer?.end(counted, nowMs());
    this.#noteResult(bot, result);
    row.attempts += 1;
    if (isLost(result)) row.lostAnswers = (row.lostAnswers ?? 0) + 1;
    const decision = decideLesser(row, result) ?? decideSend(row, result, this.options.random);
    return this.#carryOut(bot, key, row, decision);
  }

  #noteResult(bot: BotSender, result: TelegramResult): void {
    const nowMs = this.options.nowMs();
    const hasAnswered = result.kind !== 'no-answer' && result.kind !== 'unavailable';
    const host = this.#host(bot);
    // One bot's many calls at once say nothing about the server that its few did not: the others must not wait for it.
    if (hasAnswered || host.isOpen || !bot.breaker.isOpen) host.note(hasAnswered, nowMs);
    if (bot.breaker.note(hasAnswered, nowMs)) this.options.onSilence(bot.record.id, !hasAnswered);
    if (result.kind !== 'flood') bot.floodedInARow.clear();
  }

  async #carryOut(bot: BotSender, key: string, row: OutboxRow, decision: SendDecision | LesserCall): Promise<boolean> {
    const { store, nowMs } = this.options;
    switch (decision.kind) {
      case 'close':
        store.note(
          bot.change(row, decision.state, {
            receipt: decision.receipt,
            error: decision.error,
            isAmbiguous: decision.state === 'ambiguous',
            blockedChatId: decision.isBlocked && row.chatId !== null ? row.chatId : undefined,
            call: { isError: decision.state !== 'sent' },
          }),
        );
        return true;
      case 'flood':
        this.#noteFlood(bot, key, row.chatId, nowMs() + decision.delayMs);
        await this.#requeue(bot, row, false, '429 Too Many Requests', decision.delayMs);
        return false;
      case 'retry':
        await this.#requeue(bot, row, decision.isAmbiguous, decision.error);
        await abortableSleep(decision.delayMs, bot.aborter.signal);
        return false;
      case 'migrated':
        Object.assign(row, followChat(row, decision.chatId));
        return false;
      case 'lesser':
        row.method = decision.method;
        row.payload = decision.payload;
        row.lacks = { ...row.lacks, ...decision.lacks };
        return false;
      case 'unauthorized': {
        // A bot that is closing may get another token meanwhile, which this refusal says nothing of.
        const isNews = !bot.isHeld;
        bot.isHeld = true;
        await this.#requeue(bot, row, false, '401 Unauthorized');
        if (isNews) this.options.onUnauthorized(bot.record.id);
        return false;
      }
    }
  }

  /** A flood in one chat holds that chat; floods in several chats, one after another, are the bot's own limit. */
  #noteFlood(bot: BotSender, key: string, chatId: string | null, untilMs: number): void {
    const nowMs = this.options.nowMs();
    if (chatId !== null) bot.paces.learn(chatId, nowMs, untilMs);
    bot.holdChat(key, nowMs, untilMs);
    if (bot.floodedInARow.add(key).size < floodedChatsMax) return;
    bot.holdUntilMs = Math.max(bot.holdUntilMs, untilMs);
    this.options.pacers.get(bot.record.id)?.slowDown(nowMs);
  }

  async #requeue(
    bot: BotSender,
    row: OutboxRow,
    isAmbiguous: boolean,
    error: string,
    forbiddenMs?: number,
  ): Promise<void> {
    row.state = 'queued';
    await this.options.store.write(
      bot.change(row, 'queued', {
        isAmbiguous,
        error,
        nextAttemptAt: forbiddenMs === undefined ? undefined : new Date(this.options.clock().getTime() + forbiddenMs),
        call: { isError: true },
      }),
    );
  }
}
