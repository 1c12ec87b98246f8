import { setMaxListeners } from 'node:events';
import type { SaidCall } from '@dovecote/modules/kit/said-call';
import type { BotRecord } from './bot-record';
import { Breaker } from './breaker';
import { CallSlots } from './call-slots';
import { ChatPaces, groupCallsMax, isGroup, isMessage } from './chat-pace';
import type { ChatQueue } from './chat-queue';
import type { OutboxRow } from './outbox-row';
import type { OutboxChange } from './outbox-store';
import { SparseMap } from './sparse-map';

/** Calls in a row without an answer after which the bot is left alone for a while. */
const botFailuresMax = 5;
/** Calls in memory; of one chat there are a few only. */
const openCallsMax = 1_000;
/** Calls that wait in the outbox behind those: the next holder takes over all at once. */
const laterCallsMax = 10_000;
const nothingMore: Partial<OutboxChange> = {};

/** What the sender keeps of one bot. Most bots never say anything, so each part is made when it is first needed. */
export class BotSender {
  isHeld = false;
  /** Nothing goes to any chat before this moment: several chats were flooded at once. */
  holdUntilMs = 0;
  inFlight = 0;
  /** Calls that wait in the outbox alone. */
  laterCount = 0;
  readonly chats = new SparseMap<string, ChatQueue>();
  /** All calls in its chats, so that none is taken twice. */
  readonly open = new SparseMap<number, OutboxRow>();
  /** Since when no call starts; null while they do. */
  heldSinceMs: number | null = null;
  #floodedUntilMs: Map<string, number> | null = null;
  #floodedInARow: Set<string> | null = null;
  #paces: ChatPaces | null = null;
  #slots: CallSlots | null = null;
  #breaker: Breaker | null = null;
  #aborter: AbortController | null = null;

  constructor(
    public record: BotRecord,
    readonly epoch: number,
  ) {}

  get floodedUntilMs(): Map<string, number> {
    this.#floodedUntilMs ??= new Map();
    return this.#floodedUntilMs;
  }

  /** Chats whose calls were flooded since Telegram last answered one in another way. */
  get floodedInARow(): Set<string> {
    this.#floodedInARow ??= new Set();
    return this.#floodedInARow;
  }

  get paces(): ChatPaces {
    this.#paces ??= new ChatPaces();
    return this.#paces;
  }

  /** Nothing waits for the chat. */
  isFree(chatId: string | null): boolean {
    return chatId === null || !this.chats.has(chatId);
  }

  get openCount(): number {
    return this.open.size;
  }

  /** So many calls have no receipt that Telegram is asked to wait with updates. */
  get isFull(): boolean {
    return this.openCount >= openCallsMax || this.laterCount >= laterCallsMax;
  }

  /**
   * So much waits for the group that it would hear of more too late, and would fill what all chats share. What a module
   * follows up by its `ref` is spared, and so is what puts no message there.
   */
  isTooLate({ chatId, method, ref }: Pick<SaidCall, 'chatId' | 'method' | 'ref'>): boolean {
    if (chatId === null || ref !== undefined || !isGroup(chatId) || !isMessage(method)) return false;
    return (this.chats.get(chatId)?.size ?? 0) >= groupCallsMax;
  }

  get slots(): CallSlots {
    this.#slots ??= new CallSlots();
    return this.#slots;
  }

  get breaker(): Breaker {
    this.#breaker ??= new Breaker(botFailuresMax);
    return this.#breaker;
  }

  get aborter(): AbortController {
    if (this.#aborter) return this.#aborter;
    this.#aborter = new AbortController();
    // One listener for each chat that waits, however many.
    setMaxListeners(0, this.#aborter.signal);
    return this.#aborter;
  }

  /** Nothing goes to the chat before `untilMs`. */
  holdChat(key: string, nowMs: number, untilMs: number): void {
    if (untilMs <= nowMs) return;
    for (const [other, otherUntilMs] of this.floodedUntilMs) {
      if (otherUntilMs <= nowMs) this.floodedUntilMs.delete(other);
    }
    this.floodedUntilMs.set(key, untilMs);
  }

  /** What became of one of its calls, as the store writes it. */
  change(row: OutboxRow, state: OutboxChange['state'], more: Partial<OutboxChange> = nothingMore): OutboxChange {
    return {
      workspaceId: this.record.workspaceId,
      botId: this.record.id,
      id: row.id,
      epoch: this.epoch,
      state,
      attempts: row.attempts,
      isAmbiguous: more.isAmbiguous ?? false,
      receipt: more.receipt,
      error: more.error,
      nextAttemptAt: more.nextAttemptAt,
      blockedChatId: more.blockedChatId,
      call: more.call,
    };
  }
}
