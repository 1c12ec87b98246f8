import { sql } from 'drizzle-orm';
import type { FaqContext } from '../faq-context';

export interface OpenHandovers {
  ofPerson: number;
  ofBot: number;
  /** The same person waits for the answer to the same question. */
  isAskedAlready: boolean;
}

/**
 * The hand-overs that still wait for a reply in the group connected now: neither replied to there nor resolved on the
 * owner's list.
 */
export async function countOpen(ctx: FaqContext, personId: string, questionHash: string): Promise<OpenHandovers> {
  const { db, workspaceId, botId } = ctx.reader;
  const ofPerson = sql`h.external_id = ${personId}`;
  const found = await db.execute<{ of_person: number; of_bot: number; is_asked_already: boolean }>(sql`
    select count(*) filter (where ${ofPerson})::int as of_person, count(*)::int as of_bot,
      coalesce(bool_or(${ofPerson} and h.question_hash = ${questionHash}), false) as is_asked_already
    from faq_handovers h
    where h.workspace_id = ${workspaceId} and h.bot_id = ${botId}
      and not exists (select from sent_messages s where s.workspace_id = h.workspace_id and s.bot_id = h.bot_id
        and s.module_id = 'faq' and s.ref = 'reply:' || h.id)
      and not exists (select from faq_unanswered u where u.workspace_id = h.workspace_id and u.bot_id = h.bot_id
        and u.question_hash = h.question_hash and u.resolved_at > h.asked_at)
      and not exists (select from faq_bots b where b.workspace_id = h.workspace_id and b.bot_id = h.bot_id
        and b.group_connected_at > h.asked_at)`);
  const { of_person = 0, of_bot: ofBot = 0, is_asked_already: isAskedAlready = false } = found.rows[0] ?? {};
  return { ofPerson: of_person, ofBot, isAskedAlready };
}
