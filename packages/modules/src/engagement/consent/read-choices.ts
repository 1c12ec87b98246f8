import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

export interface Choices {
  wantsNoReminders: boolean;
  wantsNoSuggestions: boolean;
  remindedAt: Date | null;
  /** In a row, without the person coming back. */
  reminders: number;
  hasConsented: boolean;
  /** Null until asked. */
  isOfAge: boolean | null;
  /** Null or empty: nobody, or nobody any more. */
  guardianId: string | null;
}

/** What a person agreed to and does not want; of somebody never asked, nothing. */
export async function readChoices({ db, workspaceId, botId }: Reader, personId: string): Promise<Choices> {
  const result = await db.execute<Record<string, unknown>>(sql`
    select * from engagement_choices
    where workspace_id = ${workspaceId} and bot_id = ${botId} and person_id = ${personId}`);
  const row = result.rows[0] ?? {};
  return {
    wantsNoReminders: row.wants_no_reminders === true,
    wantsNoSuggestions: row.wants_no_suggestions === true,
    remindedAt: row.reminded_at ? new Date(row.reminded_at as string) : null,
    reminders: Number(row.reminders ?? 0),
    hasConsented: row.consented_at != null,
    isOfAge: (row.is_of_age as boolean | null | undefined) ?? null,
    guardianId: (row.guardian_id as string | null | undefined) || null,
  };
}
