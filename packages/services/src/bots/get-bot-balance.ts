import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import type { BotRow } from './describe-bots';
import { readBot } from './get-bot-row';

const rangeMinutes = { '15m': 15, '1h': 60, '6h': 360, '24h': 1440 };

export const balanceRanges = ['15m', '1h', '6h', '24h'] as const satisfies readonly (keyof typeof rangeMinutes)[];

export const balanceSchema = z.strictObject({ range: z.enum(balanceRanges).default('1h') });

const countsShape = {
  received: z.number(),
  done: z.number(),
  skipped: z.number(),
  deadLettered: z.number(),
  waiting: z.number(),
};

export const botBalanceSchema = z.object({
  range: z.enum(balanceRanges),
  from: z.string(),
  to: z.string(),
  stepSeconds: z.number(),
  /** What came and what was closed in each minute, and what waited at its end. */
  series: z.array(z.object({ at: z.string(), ...countsShape })),
  /** Of the bot's whole life. */
  ledger: z.object(countsShape),
  oldestWaitMs: z.number().nullable(),
  /** received = done + skipped + deadLettered + waiting, in one snapshot, to the unit. */
  isBalanced: z.boolean(),
});

export type BotBalance = z.output<typeof botBalanceSchema>;

const minuteMs = 60_000;

/** What became of every update the bot received, minute by minute, and whether the sum comes out. */
export async function getBotBalance(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof balanceSchema> = {},
): Promise<BotBalance> {
  const { bot, ctx } = await readBot(asking, botId);
  const { range } = parseInput(balanceSchema, input);
  const steps = rangeMinutes[range];
  const toMs = Math.floor(ctx.clock().getTime() / minuteMs) * minuteMs + minuteMs;
  const fromMs = toMs - steps * minuteMs;
  const found = await readSnapshot(ctx, bot, new Date(fromMs));
  const series = Array.from({ length: steps }, (_, step) => ({
    at: new Date(fromMs + step * minuteMs).toISOString(),
    received: 0,
    done: 0,
    skipped: 0,
    deadLettered: 0,
    waiting: 0,
  }));
  for (const minute of found.minutes) {
    const point = series[Math.min(steps - 1, Math.floor((minute.atMs - fromMs) / minuteMs))];
    if (point === undefined) continue;
    point.received += minute.received;
    point.done += minute.done;
    point.skipped += minute.skipped;
    point.deadLettered += minute.deadLettered;
  }
  const { received, done, skipped, deadLettered, waiting } = found;
  const expected = received - done - skipped - deadLettered;
  let waited = expected;
  for (const point of series.toReversed()) {
    point.waiting = Math.max(0, waited);
    waited -= point.received - point.done - point.skipped - point.deadLettered;
  }
  return {
    range,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    stepSeconds: minuteMs / 1000,
    series,
    ledger: { received, done, skipped, deadLettered, waiting },
    oldestWaitMs: found.oldestWaitMs,
    isBalanced: expected === waiting,
  };
}

interface Snapshot {
  received: number;
  done: number;
  skipped: number;
  deadLettered: number;
  waiting: number;
  oldestWaitMs: number | null;
  minutes: { atMs: number; received: number; done: number; skipped: number; deadLettered: number }[];
}

/** One statement, so that counters and open rows are of one moment. */
async function readSnapshot({ db }: ServiceContext, bot: BotRow, from: Date): Promise<Snapshot> {
  const result = await db.execute<Snapshot & Record<string, unknown>>(sql`
    select coalesce(sum(received), 0)::float8 as received, coalesce(sum(done), 0)::float8 as done,
      coalesce(sum(skipped), 0)::float8 as skipped, coalesce(sum(dead_lettered), 0)::float8 as "deadLettered",
      (select coalesce(json_agg(json_build_object('atMs', extract(epoch from minute) * 1000, 'received', received,
          'done', done, 'skipped', skipped, 'deadLettered', dead_lettered) order by minute), '[]')
        from counted_minutes where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id}
          and minute >= ${from.toISOString()}::timestamptz) as minutes,
      (select count(*) from updates where bot_id = ${bot.id} and state = 'waiting')::float8 as waiting,
      (select greatest(0, extract(epoch from clock_timestamp() - received_at) * 1000) from updates
        where bot_id = ${bot.id} and state = 'waiting' order by seq limit 1)::float8 as "oldestWaitMs"
    from counted_totals where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id}`);
  const [row] = result.rows;
  if (row === undefined) throw new Error('an aggregate answers one row');
  return row;
}
