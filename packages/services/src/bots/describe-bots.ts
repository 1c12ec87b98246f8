import type { Queryable } from '@dovecote/db/client';
import { type BotStatus, bots } from '@dovecote/db/schema/bots';
import { AppError } from '@dovecote/errors/app-error';
import { inArray, sql } from 'drizzle-orm';
import type { BotTotals, BotView } from './bot-view';

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
  const totals = await readTotals(db, rows);
  return rows.map((row) => describeBot(row, totals.get(row.id) ?? noTotals));
}

/** One bot with its totals. */
export async function describeOneBot(db: Queryable, row: BotRow): Promise<BotView> {
  const [view] = await describeBots(db, [row]);
  if (view === undefined) throw new AppError('INTERNAL', 'The bot could not be described.');
  return view;
}

function describeBot(row: BotRow, totals: BotTotals): BotView {
  const suspension = row.suspendedReason === null ? null : `Suspended by a platform admin: ${row.suspendedReason}`;
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    telegramId: row.telegramId,
    username: row.username,
    name: row.name,
    status: row.status,
    statusReason: (row.status === 'suspended' ? suspension : null) ?? row.statusReason ?? statusWords[row.status],
    desiredState: row.desiredState,
    transport: row.transport,
    environment: row.environment,
    limits: { requestsPerSecond: row.requestsPerSecond, maxConcurrent: row.maxConcurrent, setBy: row.limitsSetBy },
    isVerified: row.isVerified,
    totals,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastUpdateAt: row.lastUpdateAt?.toISOString() ?? null,
  };
}

const noTotals: BotTotals = {
  received: 0,
  done: 0,
  skipped: 0,
  deadLettered: 0,
  waiting: 0,
  calls: 0,
  errors: 0,
  ambiguous: 0,
};

async function readTotals(db: Queryable, rows: readonly BotRow[]): Promise<Map<string, BotTotals>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  const sumOf = (column: string) =>
    sql<number>`coalesce((select sum(${sql.identifier(column)}) from minute_stats s
      where s.workspace_id = bots.workspace_id and s.bot_id = bots.id), 0)`.mapWith(Number);
  const found = await db
    .select({
      id: bots.id,
      received: sumOf('received'),
      done: sumOf('done'),
      skipped: sumOf('skipped'),
      deadLettered: sumOf('dead_lettered'),
      calls: sumOf('calls'),
      errors: sumOf('errors'),
      waiting: sql<number>`(select count(*) from updates u
        where u.bot_id = bots.id and u.state = 'waiting')`.mapWith(Number),
      ambiguous: sql<number>`(select count(*) from outbox o
        where o.workspace_id = bots.workspace_id and o.bot_id = bots.id and o.is_ambiguous)`.mapWith(Number),
    })
    .from(bots)
    .where(inArray(bots.id, ids));
  return new Map(found.map(({ id, ...totals }) => [id, totals]));
}
