import { sql } from 'drizzle-orm';
import type { FaqContext } from '../faq-context';

export interface OpenQuestions {
  /** Of those in the owner's group. */
  handedOfPerson: number;
  handedOfBot: number;
  /** The same person waits for the answer to the same question, from the group or at all. */
  isHandedAlready: boolean;
  isWaitingAlready: boolean;
  ofPerson: number;
}

/** Of a question `h`: nobody answered it yet, neither a reply in the group nor the owner on the dashboard. */
export const isUnanswered = sql.raw(`not exists (select from sent_messages s where s.workspace_id = h.workspace_id
  and s.bot_id = h.bot_id and s.module_id = 'faq' and s.ref = 'reply:' || h.id)`);

/** It still waits for a reply in the group connected now: it is not resolved on the owner's list either. */
export const waitsInGroup = sql.raw(`h.is_handed
  and not exists (select from faq_bots b where b.workspace_id = h.workspace_id and b.bot_id = h.bot_id
    and b.group_connected_at > h.asked_at)`);

export const isUnresolved = sql.raw(`not exists (select from faq_unanswered u where u.workspace_id = h.workspace_id
  and u.bot_id = h.bot_id and u.question_hash = h.question_hash and u.resolved_at > h.asked_at)`);

/** How many questions wait, of this person and of all. */
export async function countOpen(ctx: FaqContext, personId: string, questionHash: string): Promise<OpenQuestions> {
  const { db, workspaceId, botId } = ctx.reader;
  const found = await db.execute<{
    handed_of_person: number;
    handed_of_bot: number;
    is_handed: boolean;
    is_waiting: boolean;
    of_person: number;
  }>(sql`
    select count(*) filter (where is_own and in_group)::int as handed_of_person,
      count(*) filter (where in_group)::int as handed_of_bot,
      coalesce(bool_or(is_own and in_group and is_same), false) as is_handed,
      coalesce(bool_or(is_own and is_same), false) as is_waiting,
      count(*) filter (where is_own)::int as of_person
    from (
      select h.external_id = ${personId} as is_own, h.question_hash = ${questionHash} as is_same,
        ${waitsInGroup} as in_group
      from faq_handovers h
      where h.workspace_id = ${workspaceId} and h.bot_id = ${botId} and (h.is_handed or h.external_id = ${personId})
        and ${isUnanswered} and ${isUnresolved}
    ) as waiting`);
  const [row] = found.rows;
  return {
    handedOfPerson: row?.handed_of_person ?? 0,
    handedOfBot: row?.handed_of_bot ?? 0,
    isHandedAlready: row?.is_handed ?? false,
    isWaitingAlready: row?.is_waiting ?? false,
    ofPerson: row?.of_person ?? 0,
  };
}
