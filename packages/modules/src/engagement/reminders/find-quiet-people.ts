import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

export interface QuietRules {
  now: Date;
  /** Nobody is called quiet before so many days. */
  afterDays: number;
  /** Between two reminders. */
  everyDays: number;
  /** Reminders in a row that nobody answered. */
  most: number;
}

const foundMax = 500;

/** Which zones people of a bot live in; null stands for the bot's own. */
export async function readZones({ db, workspaceId, botId }: Reader): Promise<(string | null)[]> {
  const result = await db.execute<{ zone: string | null }>(sql`
    select distinct nullif(time_zone, '') as zone from engagement_people
    where workspace_id = ${workspaceId} and bot_id = ${botId}`);
  return result.rows.map(({ zone }) => zone);
}

/**
 * People in one of the zones who were not seen for days, may be written to and want to be; one of them only, if given.
 * Who waited longest comes first.
 */
export async function findQuietPeople(
  { db, workspaceId, botId }: Reader,
  { now, afterDays, everyDays, most }: QuietRules,
  of: { zones: readonly (string | null)[] } | { personId: string },
): Promise<{ personId: string; reminders: number }[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const zones = 'zones' in of ? of.zones.map((zone) => zone ?? '') : [];
  if ('zones' in of && zones.length === 0) return [];
  const which = 'personId' in of ? sql`p.person_id = ${of.personId}` : sql`coalesce(p.time_zone, '') in ${zones}`;
  const result = await db.execute<{ person_id: string; reminders: number }>(sql`
    select p.person_id, case when c.reminded_at > p.seen_at then c.reminders else 0 end as reminders
    from engagement_people p
    join contacts k on k.workspace_id = p.workspace_id and k.bot_id = p.bot_id and k.channel = 'telegram'
      and k.external_id = p.person_id and k.kind = 'private'
    left join engagement_choices c on c.workspace_id = p.workspace_id and c.bot_id = p.bot_id
      and c.person_id = p.person_id
    where p.workspace_id = ${workspaceId} and p.bot_id = ${botId} and ${which} and p.banned_at is null
      and k.is_stopped is not true and k.is_blocked is not true and c.wants_no_reminders is not true
      and p.seen_at <= ${at} - make_interval(days => ${afterDays})
      and (c.reminded_at is null or c.reminded_at <= ${at} - make_interval(days => ${everyDays}))
      and (c.reminded_at is null or c.reminded_at <= p.seen_at or coalesce(c.reminders, 0) < ${most})
    order by c.reminded_at nulls first, p.seen_at, p.person_id limit ${foundMax}`);
  return result.rows.map((row) => ({ personId: row.person_id, reminders: Number(row.reminders ?? 0) }));
}
