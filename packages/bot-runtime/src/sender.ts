import type { SaidCall } from '@dovecote/modules/kit/said-call';
import { callTelegram } from '@dovecote/telegram/call-telegram';
import type { TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { Transport } from '@dovecote/telegram/transport';
import { abortableSleep } from './abortable-sleep';
import type { BotRecord } from './bot-record';
import { type ChatQueue, GroupPacer, isPacedGroupCall } from './chat-queue';
import type { PlannedCall } from './flush-statement';
import type { OutboxRow } from './outbox-row';
import type { OutboxChange, OutboxStore } from './outbox-store';
import { decideSend, type SendDecision } from './send-decision';

interface BotSender {
  record: BotRecord;
  epoch: number;
  isHeld: boolean;
  /** Nothing goes to any chat before this moment: several chats were flooded at once. */
  holdUntilMs: number;
  floodedUntilMs: Map<string, number>;
  chats: Map<string, ChatQueue>;
  groups: Map<string, GroupPacer>;
  inFlight: number;
  aborter: AbortController;
}

export interface SenderOptions {
  transport: Transport;
  store: OutboxStore;
  nowMs: () => number;
  clock: () => Date;
  random: () => number;
  /** The token was refused; the bot is held already. */
  onUnauthorized: (botId: string, description: string) => void;
}

/** Sends committed calls: one chat's in order, chats side by side, each until its receipt. */
export class Sender {
  readonly #bots = new Map<string, BotSender>();

  constructor(private readonly options: SenderOptions) {}

  open(record: BotRecord, epoch: number): void {
    this.#bots.set(record.id, {
      record,
      epoch,
      isHeld: false,
      holdUntilMs: 0,
      floodedUntilMs: new Map(),
      chats: new Map(),
      groups: new Map(),
      inFlight: 0,
      aborter: new AbortController(),
    });
  }

  /** Uses the bot's new token, address or settings from the next call on. */
  replace(record: BotRecord): void {
    const bot = this.#bots.get(record.id);
    if (bot) bot.record = record;
  }

  /** Which of the calls may go at once, and which must be promoted first because their chat is busy. */
  plan(botId: string, calls: readonly SaidCall[]): PlannedCall[] {
    const bot = this.#bots.get(botId);
    if (!bot || bot.isHeld) return calls.map(() => ({ state: 'queued' }));
    const taken = new Set<string>();
    return calls.map((call) => {
      if (call.chatId === null) return { state: 'sending' };
      const isFree = !bot.chats.has(call.chatId) && !taken.has(call.chatId);
      taken.add(call.chatId);
      return { state: isFree ? 'sending' : 'queued' };
    });
  }

  enqueue(botId: string, rows: readonly OutboxRow[]): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    for (const row of rows) {
      const key = row.chatId ?? `call:${row.id}`;
      const chat = bot.chats.get(key) ?? { rows: [], isBusy: false };
      bot.chats.set(key, chat);
      chat.rows.push(row);
      if (row.notBefore)
        this.#hold(bot, key, this.options.nowMs() + row.notBefore.getTime() - this.options.clock().getTime());
      if (!chat.isBusy) void this.#drain(bot, key, chat);
    }
  }

  /** From this moment on no call of the bot starts; what comes in waits for the next holder. */
  hold(botId: string): void {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    bot.isHeld = true;
    bot.aborter.abort();
  }

  /** Starts no more calls; resolves when those under way have their receipts and the rest is `queued` again. */
  async close(botId: string): Promise<void> {
    const bot = this.#bots.get(botId);
    if (!bot) return;
    this.hold(botId);
    while (bot.inFlight > 0) await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    const left = [...bot.chats.values()].flatMap((chat) => chat.rows).filter((row) => row.state === 'sending');
    for (const row of left) void this.options.store.write(this.#change(bot, row, 'queued'));
    // A receipt still on its way would look like a call nobody knows the outcome of.
    await this.options.store.settle();
    if (this.#bots.get(botId) === bot) this.#bots.delete(botId);
  }

  /** Calls that have no receipt yet. */
  openCount(botId: string): number {
    let count = 0;
    for (const chat of this.#bots.get(botId)?.chats.values() ?? []) count += chat.rows.length;
    return count;
  }

  readonly #idleWaiters: (() => void)[] = [];

  async #drain(bot: BotSender, key: string, chat: ChatQueue): Promise<void> {
    chat.isBusy = true;
    bot.inFlight += 1;
    try {
      for (let row = chat.rows[0]; row && !bot.isHeld; row = chat.rows[0]) {
        await this.#waitForTurn(bot, key, row);
        if (bot.isHeld) break;
        if (row.state === 'queued') {
          row.state = 'sending';
          await this.options.store.write(this.#change(bot, row, 'sending'));
        }
        if (bot.isHeld) break;
        const isClosed = await this.#send(bot, key, row);
        if (isClosed) chat.rows.shift();
      }
    } finally {
      chat.isBusy = false;
      bot.inFlight -= 1;
      if (chat.rows.length === 0) bot.chats.delete(key);
      for (const wake of this.#idleWaiters.splice(0)) wake();
    }
  }

  async #waitForTurn(bot: BotSender, key: string, row: OutboxRow): Promise<void> {
    for (;;) {
      const nowMs = this.options.nowMs();
      const untilMs = Math.max(bot.holdUntilMs, bot.floodedUntilMs.get(key) ?? 0);
      const pacer = isPacedGroupCall(row) ? this.#groupPacer(bot, key) : null;
      const delayMs = Math.max(untilMs - nowMs, pacer?.delayMs(nowMs) ?? 0);
      if (delayMs <= 0 || bot.isHeld) {
        pacer?.note(nowMs);
        bot.floodedUntilMs.delete(key);
        return;
      }
      await abortableSleep(delayMs, bot.aborter.signal);
    }
  }

  #groupPacer(bot: BotSender, key: string): GroupPacer {
    const pacer = bot.groups.get(key) ?? new GroupPacer();
    bot.groups.set(key, pacer);
    return pacer;
  }

  /** One attempt. True when the row has its receipt. */
  async #send(bot: BotSender, key: string, row: OutboxRow): Promise<boolean> {
    const { record } = bot;
    const result: TelegramResult = await record.token.use((token) =>
      callTelegram({
        transport: this.options.transport,
        apiRoot: record.apiRoot,
        token,
        method: row.method,
        payload: row.payload,
      }),
    );
    row.attempts += 1;
    const decision = decideSend(row, result, this.options.random);
    return this.#carryOut(bot, key, row, decision);
  }

  async #carryOut(bot: BotSender, key: string, row: OutboxRow, decision: SendDecision): Promise<boolean> {
    const { store, nowMs } = this.options;
    switch (decision.kind) {
      case 'close':
        void store.write({
          ...this.#change(bot, row, decision.state),
          receipt: decision.receipt,
          error: decision.error,
          isAmbiguous: decision.state === 'ambiguous',
          blockedChatId: decision.isBlocked && row.chatId !== null ? row.chatId : undefined,
          call: { isError: decision.state !== 'sent' },
        });
        return true;
      case 'flood':
        this.#hold(bot, key, nowMs() + decision.delayMs);
        await this.#requeue(bot, row, false, '429 Too Many Requests', decision.delayMs);
        return false;
      case 'retry':
        await this.#requeue(bot, row, decision.isAmbiguous, decision.error);
        await abortableSleep(decision.delayMs, bot.aborter.signal);
        return false;
      case 'migrated':
        row.payload.chat_id = decision.chatId;
        return false;
      case 'unauthorized':
        bot.isHeld = true;
        await this.#requeue(bot, row, false, '401 Unauthorized');
        this.options.onUnauthorized(bot.record.id, 'Unauthorized');
        return false;
    }
  }

  /** A flood in one chat holds that chat; floods in two chats at once are the bot's own limit. */
  #hold(bot: BotSender, key: string, untilMs: number): void {
    const nowMs = this.options.nowMs();
    for (const [other, otherUntilMs] of bot.floodedUntilMs) {
      if (otherUntilMs <= nowMs) bot.floodedUntilMs.delete(other);
      else if (other !== key) bot.holdUntilMs = Math.max(bot.holdUntilMs, untilMs);
    }
    bot.floodedUntilMs.set(key, untilMs);
  }

  async #requeue(
    bot: BotSender,
    row: OutboxRow,
    isAmbiguous: boolean,
    error: string,
    forbiddenMs?: number,
  ): Promise<void> {
    row.state = 'queued';
    await this.options.store.write({
      ...this.#change(bot, row, 'queued'),
      isAmbiguous,
      error,
      nextAttemptAt: forbiddenMs === undefined ? undefined : new Date(this.options.clock().getTime() + forbiddenMs),
      call: { isError: true },
    });
  }

  #change(bot: BotSender, row: OutboxRow, state: OutboxChange['state']): OutboxChange {
    return {
      workspaceId: bot.record.workspaceId,
      botId: bot.record.id,
      id: row.id,
      epoch: bot.epoch,
      state,
      attempts: row.attempts,
      isAmbiguous: false,
    };
  }
}
