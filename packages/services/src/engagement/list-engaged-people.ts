import { levelOf } from '@dovecote/modules/engagement/people/level-of';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Page, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { openEngagement } from './open-engagement';
import { openNames } from './open-names';

export const listEngagedPeopleSchema = pageSchema.extend({
  /** Only those who are banned, or only those of them who ask to be looked at again. */
  only: z.enum(['banned', 'appealed']).optional(),
});

export const engagedPersonSchema = z.object({
  personId: z.string(),
  name: z.string().nullable(),
  /** What can be spent. */
  points: z.number(),
  earned: z.number(),
  level: z.number(),
  streak: z.number(),
  streakBest: z.number(),
  isHidden: z.boolean(),
  /** `<season>:<team>`. */
  team: z.string().nullable(),
  /** 0 to 100; how much the play looks like a program's. */
  abuseScore: z.number(),
  bannedAt: z.string().nullable(),
  banReason: z.string().nullable(),
  appealedAt: z.string().nullable(),
  joinedAt: z.string(),
  seenAt: z.string(),
});

export type EngagedPerson = z.output<typeof engagedPersonSchema>;

type Row = {
  person_id: string;
  name: string | null;
  points: string | null;
  earned: string | null;
  streak: number | null;
  streak_best: number | null;
  is_hidden: boolean | null;
  team: string | null;
  abuse_score: number | null;
  banned_at: string | null;
  ban_reason: string | null;
  appealed_at: string | null;
  joined_at: string;
  seen_at: string;
};

/** Who takes part, in the order of their ids. It names people, so a viewer may not. */
export async function listEngagedPeople(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof listEngagedPeopleSchema>,
): Promise<Page<EngagedPerson>> {
  const { limit, cursor, only } = parseInput(listEngagedPeopleSchema, input);
  const after = readCursor(cursor) ?? '';
  const { bot, settings } = await openEngagement(ctx, botId, 'updates.readContent');
  const result = await ctx.db.execute<Row>(sql`
    select p.*, b.points, s.points as earned
    from engagement_people p
    left join engagement_balances b on b.workspace_id = p.workspace_id and b.bot_id = p.bot_id
      and b.account = 'person:' || p.person_id
    left join engagement_scores s on s.workspace_id = p.workspace_id and s.bot_id = p.bot_id
      and s.holder = 'person:' || p.person_id and s.period = 'ever' and s.board = 'people'
    where p.workspace_id = ${bot.workspaceId} and p.bot_id = ${bot.id} and p.person_id > ${after}
      ${only === undefined ? sql`` : sql`and p.banned_at is not null`}
      ${only === 'appealed' ? sql`and p.appealed_at is not null` : sql``}
    order by p.person_id limit ${limit + 1}`);
  const page = toPage(result.rows, limit, (row) => row.person_id);
  const people = page.items.map((row) => describePerson(row, settings.levels));
  return { items: await openNames(ctx, bot, people), nextCursor: page.nextCursor };
}

function describePerson(row: Row, levels: Parameters<typeof levelOf>[1]): EngagedPerson {
  const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  const earned = Number(row.earned ?? 0);
  return {
    personId: row.person_id,
    name: row.name,
    points: Number(row.points ?? 0),
    earned,
    level: levelOf(earned, levels),
    streak: row.streak ?? 0,
    streakBest: row.streak_best ?? 0,
    isHidden: row.is_hidden ?? false,
    team: row.team,
    abuseScore: row.abuse_score ?? 0,
    bannedAt: iso(row.banned_at),
    banReason: row.ban_reason,
    appealedAt: iso(row.appealed_at),
    joinedAt: new Date(row.joined_at).toISOString(),
    seenAt: new Date(row.seen_at).toISOString(),
  };
}
