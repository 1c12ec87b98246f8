import { localTime } from '@dovecote/modules/engagement/people/local-time';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ServiceContext } from '../service-context';
import { openEngagement } from './open-engagement';

export const engagementStatsSchema = z.object({
  people: z.number(),
  /** Who earned something today, by the bot's days. */
  activeToday: z.number(),
  pointsToday: z.number(),
  /** Ever earned. */
  pointsEarned: z.number(),
  /** Not spent yet. */
  pointsHeld: z.number(),
  gamesToday: z.number(),
  achievementsUnlocked: z.number(),
  banned: z.number(),
  /** Banned people who ask to be looked at again. */
  appeals: z.number(),
});

export type EngagementStats = z.output<typeof engagementStatsSchema>;

/** How much goes on between a bot and its people. */
export async function getEngagementStats(ctx: ServiceContext, botId: string): Promise<EngagementStats> {
  const { bot, zone } = await openEngagement(ctx, botId, 'bots.read');
  const today = localTime(ctx.clock(), zone).day;
  const ofBot = sql`workspace_id = ${bot.workspaceId} and bot_id = ${bot.id}`;
  const onBoard = (period: string) =>
    sql`${ofBot} and board = 'people' and board not like 'did:%' and period = ${period}`;
  const result = await ctx.db.execute<Record<keyof EngagementStats, string>>(sql`
    select
      (select count(*) from engagement_people where ${ofBot}) as "people",
      (select count(*) from engagement_scores where ${onBoard(`day:${today}`)} and points > 0) as "activeToday",
      (select coalesce(sum(points), 0) from engagement_scores where ${onBoard(`day:${today}`)}) as "pointsToday",
      (select coalesce(sum(points), 0) from engagement_scores where ${onBoard('ever')}) as "pointsEarned",
      (select coalesce(sum(points), 0) from engagement_balances where ${ofBot} and account <> 'person:erased')
        as "pointsHeld",
      (select count(*) from engagement_games where ${ofBot} and day = ${today}::date) as "gamesToday",
      (select count(*) from engagement_entries where ${ofBot} and reason = 'achievement') as "achievementsUnlocked",
      (select count(*) from engagement_people where ${ofBot} and banned_at is not null) as "banned",
      (select count(*) from engagement_people where ${ofBot} and banned_at is not null and appealed_at is not null)
        as "appeals"`);
  const [row] = result.rows;
  const counts = Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
  return engagementStatsSchema.parse(counts);
}
