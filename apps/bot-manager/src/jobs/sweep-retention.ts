import type { Db } from '@dovecote/db/client';
import { coreDefinition } from '@dovecote/modules/core/definition';
import { engagementDefinition } from '@dovecote/modules/engagement/definition';
import { faqDefinition } from '@dovecote/modules/faq/definition';
import type { ModuleDefinition } from '@dovecote/modules/kit/definition';
import { type SQL, sql } from 'drizzle-orm';

const dayMs = 86_400_000;
const quarantineDays = 7;
const placedAtOnce = 10_000;
/** A call that waits for longer expires when somebody looks at it; what was said must not be kept for one nobody sends. */
const sendableFor = sql.raw("interval '2 days'");
const unansweredDays = keptDays(faqDefinition.keeps, 'faq_unanswered');
const handoverDays = keptDays(faqDefinition.keeps, 'faq_handovers');
const modelCallDays = keptDays(faqDefinition.keeps, 'faq_model_calls');
const spendingDays = keptDays(faqDefinition.keeps, 'faq_spending');
const spendingMarkDays = keptDays(faqDefinition.keeps, 'faq_spending', true);
const gameDays = keptDays(engagementDefinition.keeps, 'engagement_games');
const pollDays = keptDays(engagementDefinition.keeps, 'engagement_polls');
const rankDays = keptDays(engagementDefinition.keeps, 'engagement_ranks');
const traceDays = keptDays(engagementDefinition.keeps, 'engagement_traces');
/** Boards of days and weeks; what people ever earned stays. */
const boardDays = 60;
const sentMessageDays = keptDays(coreDefinition.keeps, 'sent_messages');
const liveEventDays = keptDays(coreDefinition.keeps, 'live_events');
const webhookEventDays = keptDays(coreDefinition.keeps, 'webhook_events');

/**
 * Removes closed journal rows older than their plan's days and their receipts, and broadcasts that were over so long; open
 * ones never go by age. Nothing is old before both the given clock and the database's say so: what a clock that runs ahead
 * removes is gone.
 */
export async function sweepRetention(db: Db, now: Date): Promise<void> {
  const sweptAt = await readEarlier(db, now);
  const at = sql`${sweptAt.toISOString()}::timestamptz`;
  const { rows } = await db.execute<{ days: number }>(sql`select min(journal_days)::int as days from plans`);
  await placeCalls(db);
  await db.execute(closedUpdatesOf(sweptAt, rows[0]?.days ?? 0));
  await db.execute(sql`delete from broadcasts b using workspaces w, plans p
    where w.id = b.workspace_id and p.id = w.plan_id and b.finished_at < ${at} - make_interval(days => p.journal_days)`);
  await db.execute(
    sql`delete from faq_unanswered where last_asked_at < ${at} - make_interval(days => ${unansweredDays})`,
  );
  await db.execute(sql`delete from engagement_games where started_at < ${at} - make_interval(days => ${gameDays})`);
  await db.execute(sql`delete from engagement_traces where day < ${at}::date - ${traceDays}::integer`);
  for (const [table, column] of [
    ['engagement_polls', 'created_at'],
    ['engagement_votes', 'at'],
  ] as const) {
    await db.execute(
      sql`delete from ${sql.identifier(table)} where ${sql.identifier(column)} < ${at} - make_interval(days => ${pollDays})`,
    );
  }
  await db.execute(sql`delete from engagement_ranks where hour < ${at} - make_interval(days => ${rankDays})`);
  await db.execute(sql`delete from engagement_marks where ends_at < ${at}`);
  const oldestDay = new Date(sweptAt.getTime() - boardDays * dayMs).toISOString().slice(0, 10);
  for (const span of ['day', 'week']) {
    await db.execute(sql`
      delete from engagement_scores where (period like 'day:%' or period like 'week:%')
        and period >= ${`${span}:`} and period < ${`${span}:${oldestDay}`}`);
  }
  await db.execute(sql`delete from sent_messages where sent_at < ${at} - make_interval(days => ${sentMessageDays})`);
  await db.execute(sql`delete from live_events where at < ${at} - make_interval(days => ${liveEventDays})`);
  await db.execute(sql`delete from module_jobs where run_at = 'infinity'`);
  await db.execute(sql`delete from faq_handovers where asked_at < ${at} - make_interval(days => ${handoverDays})`);
  await db.execute(sql`delete from faq_model_calls where asked_at < ${at} - make_interval(days => ${modelCallDays})`);
  await db.execute(sql`delete from faq_spending where day < ${at}::date - ${spendingDays}::integer
    or (external_id like 'mark:%' and day < ${at}::date - ${spendingMarkDays}::integer)`);
  await db.execute(sql`delete from quarantine where received_at < ${at} - make_interval(days => ${quarantineDays})`);
  await db.execute(sql`
    delete from webhook_events e where e.at < ${at} - make_interval(days => ${webhookEventDays})
      and not exists (select from webhook_deliveries d where d.workspace_id = e.workspace_id and d.event_id = e.id
        and d.state = 'waiting')`);
  await db.execute(sql`delete from work_intents where done_at < ${at} - interval '7 days'`);
  await db.execute(sql`delete from sessions where expires_at < ${at} - interval '30 days'`);
  await db.execute(sql`delete from kept_answers where expires_at < ${at}`);
  await db.execute(sql`delete from invitations where expires_at < ${at} - interval '30 days'`);
  await db.execute(sql`delete from api_keys where revoked_at < ${at} - interval '30 days'`);
}

/**
 * Removes closed journal rows and their receipts; no plan keeps them for fewer than `daysMin`. Only that bound is the same
 * for all rows, so only by it are the young ones, nearly all, passed over unread.
 */
export function closedUpdatesOf(sweptAt: Date, daysMin: number): SQL {
  const at = sql`${sweptAt.toISOString()}::timestamptz`;
  const youngest = sql`${at} - make_interval(days => ${daysMin}::int)`;
  return sql`
    with gone as (
      delete from updates u using workspaces w, plans p
      where w.id = u.workspace_id and p.id = w.plan_id and u.state <> 'waiting'
        and u.finished_at < ${youngest} and u.finished_at < ${at} - make_interval(days => p.journal_days)
        and not exists (select from outbox o where o.update_seq = u.seq and o.bot_id = u.bot_id
          and o.state in ('queued', 'sending', 'inline') and o.created_at > ${at} - ${sendableFor})
      returning u.bot_id, u.seq
    )
    delete from outbox o using gone g where o.update_seq = g.seq and o.bot_id = g.bot_id`;
}

/** Calls that were noted before calls had their update's place get it, in slices; nobody looks for them by anything else. */
async function placeCalls(db: Db): Promise<void> {
  for (let placed = placedAtOnce; placed === placedAtOnce; ) {
    const result = await db.execute(sql`
      update outbox set update_seq = found.seq from (
        select o.id, u.seq from outbox o
        join updates u on u.workspace_id = o.workspace_id and u.bot_id = o.bot_id and u.update_id = o.update_id
        where o.update_seq is null limit ${placedAtOnce}::int
      ) as found
      where outbox.id = found.id`);
    placed = result.rowCount ?? 0;
  }
}

async function readEarlier(db: Db, now: Date): Promise<Date> {
  const result = await db.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  return new Date(Math.min(now.getTime(), result.rows[0]?.ms ?? 0));
}

/** What the module tells people of how long it keeps a table's rows. */
function keptDays(keeps: ModuleDefinition['keeps'], table: string, outlives?: true): number {
  const days = keeps.find((kept) => kept.table === table && kept.outlives === outlives)?.days;
  if (typeof days !== 'number') throw new Error(`Nobody says for how many days ${table} is kept.`);
  return days;
}
