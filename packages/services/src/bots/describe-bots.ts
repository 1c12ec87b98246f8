import type { Queryable } from '@dovecote/db/client';
import type { BotStatus, bots } from '@dovecote/db/schema/bots';
import { AppError } from '@dovecote/errors/app-error';
import { type BotConcern, findBotConcern } from './bot-concern';
import type { BotView } from './bot-view';
import { causeWords } from './cause-words';
import { type BotSums, noSums, readBotSums } from './read-bot-sums';

export type BotRow = typeof bots.$inferSelect;

const statusWords: Record<BotStatus, string | null> = {
  pending: 'Starting: waiting for the bot manager.',
  running: null,
  stopped: 'Stopped. Telegram keeps its updates for 24 hours.',
  suspended: 'Suspended by a platform admin.',
  conflict: 'Somebody else receives the updates of this bot.',
  token_revoked: 'Telegram no longer accepts the token. Enter the new one from BotFather.',
  error: 'Something is wrong; we keep trying.',
};

/** Bots with their totals, in the given order; all sums come from one snapshot. */
export async function describeBots(db: Queryable, rows: readonly BotRow[]): Promise<BotView[]> {
  const sums = await readBotSums(db, rows);
  return rows.map((row) => describeBot(row, sums.get(row.id) ?? noSums));
}

/** One bot with its totals. */
export async function describeOneBot(db: Queryable, row: BotRow): Promise<BotView> {
  const [view] = await describeBots(db, [row]);
  if (view === undefined) throw new AppError('INTERNAL', 'The bot could not be described.');
  return view;
}

function describeBot(row: BotRow, sums: BotSums): BotView {
  const { received, done, skipped, deadLettered, waiting, calls, errors, ambiguous, oldestWaitMs } = sums;
  const concern = findBotConcern(row, sums);
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    telegramId: row.telegramId,
    username: row.username,
    name: row.name,
    status: row.status,
    statusReason: describeStatus(row, concern),
    cause: row.statusCause,
    suspendedReason: row.status === 'suspended' ? row.suspendedReason : null,
    desiredState: row.desiredState,
    transport: row.transport,
    environment: row.environment,
    limits: { requestsPerSecond: row.requestsPerSecond, maxConcurrent: row.maxConcurrent, setBy: row.limitsSetBy },
    isVerified: row.isVerified,
    totals: { received, done, skipped, deadLettered, waiting, calls, errors, ambiguous },
    waiting: { count: waiting, oldestMs: oldestWaitMs === null ? null : Math.round(oldestWaitMs) },
    concern,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastUpdateAt: row.lastUpdateAt?.toISOString() ?? null,
  };
}

/** What the manager found comes first: it knows the cause. Of calls without an answer we know more. */
function describeStatus(row: BotRow, concern: BotConcern | null): string | null {
  if (row.status === 'suspended' && row.suspendedReason !== null) {
    return `Suspended by a platform admin: ${row.suspendedReason}`;
  }
  if (row.statusCause !== null && concern?.kind !== 'unanswered') return causeWords(row.statusCause);
  return concern?.words ?? statusWords[row.status];
}
