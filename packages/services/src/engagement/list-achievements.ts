import { achievementCategories, rarities } from '@dovecote/modules/engagement/achievements/achievement';
import { achievementsOf } from '@dovecote/modules/engagement/achievements/achievements-of';
import { englishTitle } from '@dovecote/modules/engagement/achievements/english-title';
import { glyphs } from '@dovecote/modules/engagement/achievements/glyphs';
import { ruleKinds } from '@dovecote/modules/engagement/achievements/rules';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ServiceContext } from '../service-context';
import { openEngagement } from './open-engagement';

export const achievementViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** An emoji, as messages show it. */
  icon: z.string(),
  /** The picture of its icon. */
  glyph: z.enum(glyphs),
  category: z.enum(achievementCategories),
  rarity: z.enum(rarities),
  points: z.number(),
  rule: z.enum(ruleKinds),
  threshold: z.number(),
  /** People who have it. */
  unlocked: z.number(),
});

export type AchievementView = z.output<typeof achievementViewSchema>;

/** What people can reach under the bot's settings, and how many did. */
export async function listAchievements(ctx: ServiceContext, botId: string): Promise<AchievementView[]> {
  const { bot, settings } = await openEngagement(ctx, botId, 'bots.read');
  const result = await ctx.db.execute<{ id: string | null; unlocked: string }>(sql`
    select subject->>'achievement' as id, count(*) as unlocked from engagement_entries
    where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id} and reason = 'achievement'
    group by 1`);
  const unlocked = new Map(result.rows.map((row) => [row.id, Number(row.unlocked)]));
  return achievementsOf(settings).map((achievement) => ({
    ...achievement,
    title: englishTitle(achievement),
    unlocked: unlocked.get(achievement.id) ?? 0,
  }));
}
