import type { Queryable } from '@dovecote/db/client';
import type { BotStatus, bots } from '@dovecote/db/schema/bots';
import { AppError } from '@dovecote/errors/app-error';
import { sql } from 'drizzle-orm';
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

/** One pass over the minutes of each bot, in one statement so that the sums fit together. */
async function readTotals(db: Queryable, rows: readonly BotRow[]): Promise<Map<string, BotTotals>> {
  if (rows.length === 0) return new Map();
  const ids = sql.join(
    rows.map((row) => sql`${row.id}`),
    sql`, `,
  );
  const found = await db.execute<BotTotals & { id: string }>(sql`
    select b.id,
      coalesce(s.received, 0)::float8 as received,
      coalesce(s.done, 0)::float8 as done,
      coalesce(s.skipped, 0)::float8 as skipped,
      coalesce(s.dead_lettered, 0)::float8 as "deadLettered",
      coalesce(s.calls, 0)::float8 as calls,
      coalesce(s.errors, 0)::float8 as errors,
      (select count(*) from updates u where u.bot_id = b.id and u.state = 'waiting')::float8 as waiting,
      (select count(*) from outbox o
        where o.workspace_id = b.workspace_id and o.bot_id = b.id and o.is_ambiguous)::float8 as ambiguous
    from bots b
    left join lateral (
      select sum(m.received) as received, sum(m.done) as done, sum(m.skipped) as skipped,
        sum(m.dead_lettered) as dead_lettered, sum(m.calls) as calls, sum(m.errors) as errors
      from minute_stats m where m.workspace_id = b.workspace_id and m.bot_id = b.id
    ) s on true
    where b.id in (${ids})`);
  return new Map(found.rows.map(({ id, ...totals }) => [id, totals]));
}
