import { CallSlots } from '../call-slots';
import { Fifo } from '../fifo';
import { BulkPacer } from './bulk-pacer';
import { type Recipient, RecipientQueue } from './recipient-queue';

/** A broadcast as its holder works it. */
export interface Campaign {
  id: string;
  method: string;
  /** Without the chat. */
  payload: Record<string, unknown>;
  isPaused: boolean;
  queue: RecipientQueue;
  /** The last chat that was read from the database. */
  readUpTo: string;
  isReadOut: boolean;
  /** Whether the database did not let somebody be taken up, who may wait there still. */
  hasRefused: boolean;
  /** Recipients that were taken up and have no durable receipt. */
  busy: number;
}

/** A recipient that the database says is ours to call. */
export interface Taken {
  campaign: Campaign;
  recipient: Recipient;
}

/** One bot with broadcasts that this process holds. */
export interface BulkBot {
  id: string;
  workspaceId: string;
  epoch: number;
  pacer: BulkPacer;
  slots: CallSlots;
  campaigns: Map<string, Campaign>;
  /** Taken up, and called as soon as the limits allow: a moment's worth. */
  ready: Fifo<Taken>;
  /** Chats with a call of any of its broadcasts under way. */
  busyChats: Set<string>;
  busy: number;
  isLeaving: boolean;
}

export function createBulkBot(bot: { botId: string; workspaceId: string; epoch: number }, nowMs: number): BulkBot {
  return {
    id: bot.botId,
    workspaceId: bot.workspaceId,
    epoch: bot.epoch,
    pacer: new BulkPacer(nowMs),
    slots: new CallSlots(),
    campaigns: new Map(),
    ready: new Fifo(),
    busyChats: new Set(),
    busy: 0,
    isLeaving: false,
  };
}

export function createCampaign(id: string, method: string, payload: Record<string, unknown>): Campaign {
  return {
    id,
    method,
    payload,
    isPaused: false,
    queue: new RecipientQueue(),
    readUpTo: '',
    isReadOut: false,
    hasRefused: false,
    busy: 0,
  };
}

/** Whether nothing of the broadcast can go on in this process, but what is held back and also in the database. */
export function isStuck({ queue, isReadOut, hasRefused, busy }: Campaign): boolean {
  return isReadOut && busy === 0 && queue.freshSize === 0 && (hasRefused || queue.delayedSize === 0);
}

/** Marks a recipient as being worked; `letGo` follows once its receipt is durable. */
export function holdOn(bot: BulkBot, { campaign, recipient }: Taken): void {
  bot.busy += 1;
  campaign.busy += 1;
  bot.busyChats.add(recipient.chatId);
}

export function letGo(bot: BulkBot, { campaign, recipient }: Taken): void {
  bot.busy -= 1;
  campaign.busy -= 1;
  bot.busyChats.delete(recipient.chatId);
}
