import { openUpdatesMax } from '@dovecote/db/open-updates-max';
import { z } from 'zod';
import type { BotRow } from './describe-bots';
import type { BotSums } from './read-bot-sums';

/** The concern in plain English. */
const words = z.string();
const wait = {
  updates: z.number(),
  oldestMs: z.number(),
  /** As many wait as are taken in at a time; further ones wait at Telegram. */
  isFull: z.boolean(),
  words,
};

/**
 * What an owner should know of a bot: Telegram leaves its calls unanswered, its updates keep failing, it runs into its
 * limits or its plan's, it is slow, or it starts with so much that it takes in nothing new yet.
 */
export const botConcernSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unanswered'), messages: z.number(), sinceMs: z.number(), words }),
  z.object({ kind: z.literal('over_limit'), ...wait }),
  z.object({ kind: z.literal('over_plan'), ...wait, perMinute: z.number() }),
  z.object({ kind: z.literal('slow'), ...wait }),
  z.object({ kind: z.literal('catching_up'), ...wait }),
  z.object({ kind: z.literal('failing'), updates: z.number(), tries: z.number(), since: z.string(), words }),
]);

export type BotConcern = z.output<typeof botConcernSchema>;

/** A wait people notice. */
const waitNoticedMs = 2_000;
/** Fewer failures in a row may be chance. */
const failuresMin = 3;

/** The concern about a bot, the gravest first; null when all is well or its status says it all. */
export function findBotConcern(row: BotRow, sums: BotSums): BotConcern | null {
  if (row.statusCause?.code === 'unanswered') return unanswered(row, sums);
  if (row.status === 'pending') return catchingUp(sums);
  if (row.status !== 'running') return null;
  const { latestFailed: updates, latestTries: tries, waiting, oldestWaitMs, failingSinceMs } = sums;
  if (updates >= failuresMin && updates === sums.latestClosed && failingSinceMs !== null) {
    const since = new Date(failingSinceMs).toISOString();
    return { kind: 'failing', updates, tries, since, words: failingWords(updates, tries, since) };
  }
  if (oldestWaitMs === null || oldestWaitMs < waitNoticedMs) return null;
  const oldestMs = Math.round(oldestWaitMs);
  const { planPerMinute } = sums;
  const isFull = waiting >= openUpdatesMax;
  const wait = { updates: waiting, oldestMs, isFull };
  const begin = waitWords(wait);
  if (planPerMinute !== null && isOverPlan(planPerMinute, row, sums)) {
    const limit = `The plan allows the workspace ${planPerMinute} updates a minute; none is lost.`;
    return { kind: 'over_plan', ...wait, perMinute: planPerMinute, words: `${begin} ${limit}` };
  }
  if (!isOverLimit(row, waiting, oldestMs)) {
    return { kind: 'slow', ...wait, words: `${begin} They are worked in turn; none is lost.` };
  }
  const limit = `The limit is ${row.requestsPerSecond} a second and ${row.maxConcurrent} at once; none is lost.`;
  return { kind: 'over_limit', ...wait, words: `${begin} ${limit}` };
}

/** What a start has before it: while the bot takes in no more, nothing shows whether Telegram delivers. */
function catchingUp({ waiting, oldestWaitMs }: BotSums): BotConcern | null {
  if (waiting < openUpdatesMax || oldestWaitMs === null) return null;
  const wait = { updates: waiting, oldestMs: Math.round(oldestWaitMs), isFull: true };
  const words = `${waitWords(wait)} They are worked off first; none is lost.`;
  return { kind: 'catching_up', ...wait, words };
}

/**
 * Whether so many wait that the limits explain it: more than may be in work at once, or about as many as the rate lets
 * through in the time the oldest has waited. A few that wait long are rather a slow chat's.
 */
function isOverLimit(row: BotRow, waiting: number, oldestWaitMs: number): boolean {
  return waiting > row.maxConcurrent || waiting >= (row.requestsPerSecond * oldestWaitMs) / 2_000;
}

/**
 * Whether the plan holds the bot back: it is tighter than the bot's own rate, and the workspace had at least what may
 * start at once within this minute and the last.
 */
function isOverPlan(perMinute: number, row: BotRow, { planDone }: BotSums): boolean {
  return perMinute < row.requestsPerSecond * 60 && planDone >= perMinute / 4;
}

function unanswered(row: BotRow, { unsent: messages, oldestUnsentMs }: BotSums): BotConcern {
  const inErrorMs = row.status === 'error' ? Date.now() - row.statusChangedAt.getTime() : 0;
  const sinceMs = Math.max(0, Math.round(oldestUnsentMs ?? 0), inErrorMs);
  const wait = messages === 0 ? '' : ` ${messages === 1 ? '1 message waits' : `${messages} messages wait`} to be sent.`;
  const begin = `Telegram has not answered this bot for ${spanWords(sinceMs)}.${wait}`;
  const words = `${begin} We keep trying; nothing is lost, you need do nothing.`;
  return { kind: 'unanswered', messages, sinceMs, words };
}

function waitWords({ updates, oldestMs, isFull }: { updates: number; oldestMs: number; isFull: boolean }): string {
  const wait = `${updates === 1 ? '1 update waits' : `${updates} updates wait`}; the oldest for ${spanWords(oldestMs)}.`;
  return isFull ? `${wait} Further ones wait at Telegram, which keeps them for 24 hours.` : wait;
}

function failingWords(updates: number, tries: number, since: string): string {
  const times =
    tries < 1 ? 'for good' : tries === 1 ? 'once' : tries === 3 ? 'three times each' : `${tries} times each`;
  const from = `${since.slice(0, 16).replace('T', ' ')} UTC`;
  return `Nothing has worked since ${from}: the last ${updates} updates failed ${times}; see Dead letters.`;
}

function spanWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
