import { contacts } from '@dovecote/db/schema/contacts';
import { countedMinutes } from '@dovecote/db/schema/minute-counts';
import { and, asc, count, eq, gte, lt } from 'drizzle-orm';
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
  const [minutes, arrivals, knownBefore] = await Promise.all([
    readMinutes(ctx, bot, new Date(fromMs)),
    readArrivals(ctx, bot, new Date(fromMs)),
    countKnownBefore(ctx, bot, new Date(fromMs)),
  ]);
  const stepOf = (at: Date) => Math.min(steps - 1, Math.floor((at.getTime() - fromMs) / stepMs));
  const buckets = Array.from({ length: steps }, emptySums);
  for (const row of minutes) buckets[stepOf(row.minute)]?.add(row);
  const newUsers = Array.from({ length: steps }, () => 0);
  for (const { at } of arrivals) newUsers[stepOf(at)] = (newUsers[stepOf(at)] ?? 0) + 1;
  let users = knownBefore;
  const series = buckets.map((bucket, index) => {
    const arrived = newUsers[index] ?? 0;
    users += arrived;
    return { at: new Date(fromMs + index * stepMs).toISOString(), ...bucket.describe(), users, newUsers: arrived };
  });
  const whole = emptySums();
  for (const row of minutes) whole.add(row);
  return {
    range,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    stepSeconds: stepMs / 1000,
    series,
    totals: { ...whole.describe(), users, newUsers: arrivals.length },
  };
}

type MinuteRow = Awaited<ReturnType<typeof readMinutes>>[number];

function emptySums() {
  const sums = { updates: 0, done: 0, skipped: 0, deadLettered: 0, calls: 0, errors: 0 };
  const latency: number[] = [];
  return {
    add(row: MinuteRow) {
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

async function readMinutes({ db }: ServiceContext, bot: BotRow, from: Date) {
  return await db
    .select()
    .from(countedMinutes)
    .where(
      and(
        eq(countedMinutes.workspaceId, bot.workspaceId),
        eq(countedMinutes.botId, bot.id),
        gte(countedMinutes.minute, from),
      ),
    )
    .orderBy(asc(countedMinutes.minute));
}

async function readArrivals({ db }: ServiceContext, bot: BotRow, from: Date): Promise<{ at: Date }[]> {
  return await db
    .select({ at: contacts.firstSeenAt })
    .from(contacts)
    .where(and(eq(contacts.workspaceId, bot.workspaceId), eq(contacts.botId, bot.id), gte(contacts.firstSeenAt, from)));
}

async function countKnownBefore({ db }: ServiceContext, bot: BotRow, from: Date): Promise<number> {
  const [found] = await db
    .select({ known: count() })
    .from(contacts)
    .where(and(eq(contacts.workspaceId, bot.workspaceId), eq(contacts.botId, bot.id), lt(contacts.firstSeenAt, from)));
  return found?.known ?? 0;
}
