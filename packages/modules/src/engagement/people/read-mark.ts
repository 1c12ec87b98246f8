import type { UsedLimits } from '@dovecote/db/schema/engagement-marks';
import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { EngagementContext } from '../engagement-context';

/** What stands of somebody who was erased and came back. */
export interface Mark {
  bannedAt: Date | null;
  banReason: string | null;
  appealedAt: Date | null;
  abuseScore: number;
  lastDay: string | null;
  /** The day that `used` is about. */
  day: string;
  used: UsedLimits;
}

/** Null for who was never erased, or of whom nothing stands any more. */
export async function readMark(ctx: EngagementContext, personId: string): Promise<Mark | null> {
  const result = await ctx.reader.db.execute<{ mark: Record<string, unknown> | null }>(
    sql`select ${selectMark(ctx.reader, ctx.markOf(personId))} as mark`,
  );
  return describeMark(result.rows[0]?.mark, ctx.clock());
}

/** How much of a day's limit was used before the person was erased. */
export function usedBefore(mark: Mark | null, day: string, limit: keyof UsedLimits): number {
  return mark?.day === day ? (mark.used[limit] ?? 0) : 0;
}

/** The mark as one JSON value, to be read along with other things. */
export function selectMark({ workspaceId, botId }: Pick<Reader, 'workspaceId' | 'botId'>, mark: string) {
  return sql`(select to_jsonb(m) from engagement_marks m
    where m.workspace_id = ${workspaceId} and m.bot_id = ${botId} and m.mark = ${mark})`;
}

export function describeMark(row: Record<string, unknown> | null | undefined, now: Date): Mark | null {
  if (!row || new Date(row.ends_at as string) <= now) return null;
  const dateOf = (value: unknown) => (typeof value === 'string' ? new Date(value) : null);
  const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    bannedAt: dateOf(row.banned_at),
    banReason: textOf(row.ban_reason),
    appealedAt: dateOf(row.appealed_at),
    abuseScore: Number(row.abuse_score),
    lastDay: textOf(row.last_day),
    day: String(row.day),
    used: row.used as UsedLimits,
  };
}
