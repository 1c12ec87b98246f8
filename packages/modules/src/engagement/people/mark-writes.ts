import type { UsedLimits } from '@dovecote/db/schema/engagement-marks';
import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface MarkRow {
  mark: string;
  banned_at: string | null;
  ban_reason: string | null;
  appealed_at: string | null;
  abuse_score: number;
  last_day: string | null;
  day: string;
  used: UsedLimits;
  ends_at: string;
}

/** What stands of somebody who is erased; the last time counts. */
export const markWrite = defineWrite<MarkRow>({
  id: 'engagement.marks',
  columns: {
    mark: 'text',
    banned_at: 'timestamptz',
    ban_reason: 'text',
    appealed_at: 'timestamptz',
    abuse_score: 'integer',
    last_day: 'text',
    day: 'text',
    used: 'jsonb',
    ends_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into engagement_marks (workspace_id, bot_id, mark, banned_at, ban_reason, appealed_at, abuse_score, last_day,
      day, used, ends_at)
    select distinct on (workspace_id, bot_id, mark) workspace_id, bot_id, mark, banned_at, ban_reason, appealed_at,
      abuse_score, last_day::date, day::date, used, ends_at
    from ${source}
    order by workspace_id, bot_id, mark, ends_at desc
    on conflict (workspace_id, bot_id, mark) do update set
      banned_at = excluded.banned_at, ban_reason = excluded.ban_reason, appealed_at = excluded.appealed_at,
      abuse_score = excluded.abuse_score, last_day = excluded.last_day, day = excluded.day, used = excluded.used,
      ends_at = excluded.ends_at`,
});
