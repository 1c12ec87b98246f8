import { z } from 'zod';
import type { BotRow } from './describe-bots';
import type { BotSums } from './read-bot-sums';

/** The concern in plain English. */
const words = z.string();
const wait = { updates: z.number(), oldestMs: z.number(), words };

/** What an owner should know of a bot that runs: it runs into its limits, is slow, or its updates keep failing. */
export const botConcernSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('over_limit'), ...wait }),
  z.object({ kind: z.literal('slow'), ...wait }),
  z.object({ kind: z.literal('failing'), updates: z.number(), tries: z.number(), words }),
]);

export type BotConcern = z.output<typeof botConcernSchema>;

/** A wait people notice. */
const waitNoticedMs = 2_000;
/** Fewer failures in a row may be chance. */
const failuresMin = 3;

/** The concern about a running bot, the gravest first; null when all is well. */
export function findBotConcern(row: BotRow, sums: BotSums): BotConcern | null {
  if (row.status !== 'running') return null;
  const { latestFailed: updates, latestTries: tries, waiting, oldestWaitMs } = sums;
  if (updates >= failuresMin && updates === sums.latestClosed) {
    return { kind: 'failing', updates, tries, words: failingWords(updates, tries) };
  }
  if (oldestWaitMs === null || oldestWaitMs < waitNoticedMs) return null;
  const oldestMs = Math.round(oldestWaitMs);
  const begin = `${waiting === 1 ? '1 update waits' : `${waiting} updates wait`}; the oldest for ${spanWords(oldestMs)}.`;
  if (!isOverLimit(row, waiting, oldestMs)) {
    return { kind: 'slow', updates: waiting, oldestMs, words: `${begin} They are worked in turn; none is lost.` };
  }
  const limit = `The limit is ${row.requestsPerSecond} a second and ${row.maxConcurrent} at once; none is lost.`;
  return { kind: 'over_limit', updates: waiting, oldestMs, words: `${begin} ${limit}` };
}

/**
 * Whether so many wait that the limits explain it: more than may be in work at once, or about as many as the rate lets
 * through in the time the oldest has waited. A few that wait long are rather a slow chat's.
 */
function isOverLimit(row: BotRow, waiting: number, oldestWaitMs: number): boolean {
  return waiting > row.maxConcurrent || waiting >= (row.requestsPerSecond * oldestWaitMs) / 2_000;
}

function failingWords(updates: number, tries: number): string {
  const times =
    tries < 1 ? 'for good' : tries === 1 ? 'once' : tries === 3 ? 'three times each' : `${tries} times each`;
  return `The last ${updates} updates failed ${times}; see Dead letters.`;
}

function spanWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
