import { bots } from '@dovecote/db/schema/bots';
import { members, modelSpending } from '@dovecote/db/schema/workspaces';
import { and, asc, eq, sql } from 'drizzle-orm';
import { countOpenKeys } from '../api-keys/count-open-keys';
import { getPlan } from '../bots/limits';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { forecastUsage } from './forecast-usage';
import type { Usage } from './usage-view';

const dayMs = 86_400_000;
const daysShown = 30;
const microCentsPerCent = 1_000_000;

/** What the actor's workspace uses of its plan now, today and this month, by bot, and where that leads to. */
export async function getUsage(ctx: ServiceContext): Promise<Usage> {
  const { id } = authoriseMember(ctx, 'workspace.read');
  const now = ctx.clock();
  const [plan, rows, memberCount, keyCount, byBot, days, waiting, modelSpentCents] = await Promise.all([
    getPlan(ctx.db, id),
    ctx.db
      .select({ id: bots.id, name: bots.name, username: bots.username })
      .from(bots)
      .where(eq(bots.workspaceId, id))
      .orderBy(asc(bots.id)),
    ctx.db.$count(members, eq(members.workspaceId, id)),
    countOpenKeys(ctx.db, id, now),
    readByBot(ctx, id, now),
    readDays(ctx, id, now),
    readWaiting(ctx, id),
    readModelSpent(ctx, id, now),
  ]);
  const none = { minute: 0, today: 0, month: 0 };
  const botsUsed = rows.map((bot) => ({ ...bot, ...(byBot.get(bot.id) ?? none) }));
  const sum = (of: 'minute' | 'today' | 'month') => botsUsed.reduce((total, bot) => total + bot[of], 0);
  return {
    plan: { id: plan.id, title: plan.title },
    updatesPerMinuteMax: plan.updatesPerMinuteMax,
    updates: {
      minute: sum('minute'),
      today: sum('today'),
      month: sum('month'),
      peakMinute: days.at(-1)?.peakMinute ?? 0,
      ...waiting,
    },
    bots: { used: rows.length, max: plan.botsMax },
    members: { used: memberCount, max: plan.membersMax },
    apiKeys: { used: keyCount, max: plan.apiKeysMax },
    journalDays: plan.journalDays,
    modelBudgetCents: plan.modelBudgetCents,
    modelSpentCents,
    modelCentsPerMillion: plan.modelCentsPerMillion,
    byBot: botsUsed,
    days,
    forecast: forecastUsage(now, sum('month'), days, plan.updatesPerMinuteMax),
  };
}

type BotUsed = { minute: number; today: number; month: number };

async function readByBot({ db }: ServiceContext, workspaceId: string, now: Date): Promise<Map<string, BotUsed>> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const found = await db.execute<BotUsed & { id: string }>(sql`
    select bot_id as id,
      coalesce(sum(received) filter (where minute >= date_trunc('minute', ${at})), 0)::float8 as minute,
      coalesce(sum(received) filter (where minute >= date_trunc('day', ${at}, 'UTC')), 0)::float8 as today,
      sum(received)::float8 as month
    from counted_minutes
    where workspace_id = ${workspaceId} and minute >= date_trunc('month', ${at}, 'UTC')
    group by bot_id`);
  return new Map(found.rows.map(({ id, ...used }) => [id, used]));
}

/** Days without an update are zeros. */
async function readDays({ db }: ServiceContext, workspaceId: string, now: Date): Promise<Usage['days']> {
  const first = new Date(now.getTime() - (daysShown - 1) * dayMs).toISOString().slice(0, 10);
  const found = await db.execute<{ day: string; updates: number; peak: number }>(sql`
    select to_char(minute at time zone 'UTC', 'YYYY-MM-DD') as day, sum(updates)::float8 as updates,
      max(updates)::float8 as peak
    from (
      select minute, sum(received) as updates from counted_minutes
      where workspace_id = ${workspaceId} and minute >= ${first}::date::timestamp at time zone 'UTC'
      group by minute
    ) as minutes
    group by day`);
  const known = new Map(found.rows.map((row) => [row.day, row]));
  return Array.from({ length: daysShown }, (_, index) => {
    const day = new Date(now.getTime() - (daysShown - 1 - index) * dayMs).toISOString().slice(0, 10);
    const row = known.get(day);
    return { day, updates: row?.updates ?? 0, peakMinute: row?.peak ?? 0 };
  });
}

async function readModelSpent({ db }: ServiceContext, workspaceId: string, now: Date): Promise<number> {
  const isThisMonth = eq(modelSpending.month, `${now.toISOString().slice(0, 7)}-01`);
  const [row] = await db
    .select({ microCents: modelSpending.microCents })
    .from(modelSpending)
    .where(and(eq(modelSpending.workspaceId, workspaceId), isThisMonth));
  return Math.ceil((row?.microCents ?? 0) / microCentsPerCent);
}

async function readWaiting({ db }: ServiceContext, workspaceId: string) {
  const found = await db.execute<{ waiting: number; oldest: number | null }>(sql`
    select count(*)::float8 as waiting,
      (extract(epoch from clock_timestamp() - min(u.received_at)) * 1000)::float8 as oldest
    from updates u join bots b on b.id = u.bot_id where b.workspace_id = ${workspaceId} and u.state = 'waiting'`);
  const { waiting = 0, oldest = null } = found.rows[0] ?? {};
  return { waiting, oldestWaitMs: oldest === null ? null : Math.max(0, Math.round(oldest)) };
}
