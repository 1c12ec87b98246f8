import { sql } from 'drizzle-orm';
import type { FaqContext } from '../faq-context';

/** What of the day's budgets is left for this person; the reservation looks again when it is made. */
export async function remainingTokens(ctx: FaqContext, day: string): Promise<number> {
  const { db, workspaceId, botId } = ctx.reader;
  const personId = ctx.contact.userId ?? ctx.contact.chatId;
  const result = await db.execute<{ of_bot: number; of_person: number }>(sql`
    select coalesce(sum(tokens), 0)::float8 as of_bot,
      coalesce(sum(tokens) filter (where external_id = ${personId}), 0)::float8 as of_person
    from faq_model_calls where workspace_id = ${workspaceId} and bot_id = ${botId} and day = ${day}`);
  const { of_bot: ofBot = 0, of_person: ofPerson = 0 } = result.rows[0] ?? {};
  const { modelTokensPerDay, modelTokensPerPersonPerDay } = ctx.settings;
  return Math.min(modelTokensPerDay - ofBot, modelTokensPerPersonPerDay - ofPerson);
}
