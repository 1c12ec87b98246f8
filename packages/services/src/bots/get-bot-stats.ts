import { contacts } from '@dovecote/db/schema/contacts';
import { countedMinutes } from '@dovecote/db/schema/minute-counts';
import { latencyBucketsMs } from '@dovecote/db/schema/minute-stats';
import { and, count, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { type statsRanges, statsSchema } from './bot-schemas';
import type { BotRow } from './describe-bots';
import { readBot } from './get-bot-row';
import { latencyPercentile } from './latency-percentile';

export interface StatsPoint {
  /** Start of the step. */
  at: string;
  updates: number;
  done: number;
  skipped: number;
  deadLettered: number;
  calls: number;
  errors: number;
  /** People known by the end of the step. */
  users: number;
  newUsers: number;
  latencyP50Ms: number | null;
  latencyP95Ms: number | null;
}

export interface BotStats {
  range: (typeof statsRanges)[number];
  from: string;
  to: string;
  stepSeconds: number;
  series: StatsPoint[];
  totals: Omit<StatsPoint, 'at'>;
}

const minuteMs = 60_000;

const rangeShapes = {
  '1h': { stepMinutes: 1, steps: 60 },
  '24h': { stepMinutes: 15, steps: 96 },
  '7d': { stepMinutes: 120, steps: 84 },
  '30d': { stepMinutes: 480, steps: 90 },
};

/** What the bot did over a range, in equal steps that end with the running minute; steps without traffic are zeros. */
export async function getBotStats(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof statsSchema> = {},
): Promise<BotStats> {
  const { bot, ctx } = await readBot(asking, botId);
  const { range } = parseInput(statsSchema, input);
  const { stepMinutes, steps } = rangeShapes[range];
  const stepMs = stepMinutes * minuteMs;
  const toMs = Math.floor(ctx.clock().getTime() / minuteMs) * minuteMs + minuteMs;
  const fromMs = toMs - steps * stepMs;
  const cut = { from: new Date(fromMs), stepMs, steps };
  const [counted, arrivals] = await Promise.all([readCounts(ctx, bot, cut), countArrivals(ctx, bot, cut)]);
  const buckets = Array.from({ length: steps }, emptySums);
  const whole = emptySums();
  for (const row of counted) {
    buckets[row.step]?.add(row);
    whole.add(row);
  }
  const knownBefore = arrivals.get(beforeAll) ?? 0;
  let users = knownBefore;
  const series = buckets.map((bucket, index) => {
    const newUsers = arrivals.get(index) ?? 0;
    users += newUsers;
    return { at: new Date(fromMs + index * stepMs).toISOString(), ...bucket.describe(), users, newUsers };
  });
  return {
    range,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    stepSeconds: stepMs / 1000,
    series,
    totals: { ...whole.describe(), users, newUsers: users - knownBefore },
  };
}

interface StepCounts {
  step: number;
  received: number;
  done: number;
  skipped: number;
  deadLettered: number;
  calls: number;
  errors: number;
  latency: number[];
}

function emptySums() {
  const sums = { updates: 0, done: 0, skipped: 0, deadLettered: 0, calls: 0, errors: 0 };
  const latency: number[] = [];
  return {
    add(row: StepCounts) {
      sums.updates += row.received;
      sums.done += row.done;
      sums.skipped += row.skipped;
      sums.deadLettered += row.deadLettered;
      sums.calls += row.calls;
      sums.errors += row.errors;
      for (const [index, value] of row.latency.entries()) latency[index] = (latency[index] ?? 0) + value;
    },
    describe: () => ({
      ...sums,
      latencyP50Ms: latencyPercentile(latency, 0.5),
      latencyP95Ms: latencyPercentile(latency, 0.95),
    }),
  };
}

interface Cut {
  from: Date;
  stepMs: number;
  steps: number;
}

/** The step of what was before the first one. */
const beforeAll = -1;

/** The step a moment falls into; what is newer than the last one counts for it. */
function stepOf(moment: SQLWrapper, { from, stepMs, steps }: Cut): SQL<number> {
  const sinceMs = sql`extract(epoch from ${moment} - ${from.toISOString()}::timestamptz)::float8 * 1000`;
  return sql<number>`greatest(${beforeAll}::int, least(${steps - 1}::int, floor((${sinceMs}) / ${stepMs}::int)))::int`;
}

const latencySums = sql.join(
  Array.from({ length: latencyBucketsMs.length + 1 }, (_, place) => sql.raw(`sum(latency[${place + 1}])`)),
  sql`, `,
);

/** Summed where they lie: a busy bot has a row for each minute of the range. Steps without any are left out. */
async function readCounts({ db }: ServiceContext, bot: BotRow, cut: Cut): Promise<StepCounts[]> {
  const result = await db.execute<StepCounts & Record<string, unknown>>(sql`
    select ${stepOf(countedMinutes.minute, cut)} as step, sum(received)::float8 as received, sum(done)::float8 as done,
      sum(skipped)::float8 as skipped, sum(dead_lettered)::float8 as "deadLettered", sum(calls)::float8 as calls,
      sum(errors)::float8 as errors, json_build_array(${latencySums}) as latency
    from ${countedMinutes}
    where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id} and minute >= ${cut.from.toISOString()}
    group by 1`);
  return result.rows;
}

/** How many people came in each step, and before the first. */
async function countArrivals({ db }: ServiceContext, bot: BotRow, cut: Cut): Promise<Map<number, number>> {
  const rows = await db
    .select({ step: stepOf(contacts.firstSeenAt, cut), people: count() })
    .from(contacts)
    .where(and(eq(contacts.workspaceId, bot.workspaceId), eq(contacts.botId, bot.id)))
    .groupBy(sql`1`);
  return new Map(rows.map(({ step, people }) => [step, people]));
}
