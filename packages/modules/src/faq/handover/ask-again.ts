import { sql } from 'drizzle-orm';
import type { Job } from '../../kit/job';
import type { HandlerResult } from '../../kit/module-handlers';
import type { FaqContext } from '../faq-context';
import { readDesk } from '../knowledge/read-desk';
import { isUnanswered, isUnresolved, waitsInGroup } from './count-open';
import { tellGroup } from './tell-group';
import { openQuestion } from './waiting';

/** A group takes 20 messages a minute, and people talk there too. */
const questionsMax = 10;
const everyMs = 60_000;

/**
 * Asks the group again what waits for a reply to a message of another chat: a group that became a supergroup left its
 * messages behind, and a number there means another message here.
 */
export async function askAgain(ctx: FaqContext, job: Job): Promise<HandlerResult> {
  const { group } = await readDesk(ctx.reader);
  if (group === null || group.chatId !== job.key) return 'pass';
  const { db, workspaceId, botId } = ctx.reader;
  const { after = '' } = job.payload as { after?: string };
  const found = await db.execute<{ id: string; question: string }>(sql`
    select h.id, h.question from faq_handovers h
    join sent_messages asked on asked.workspace_id = h.workspace_id and asked.bot_id = h.bot_id
      and asked.module_id = 'faq' and asked.ref = 'handover:' || h.id and asked.chat_id <> ${group.chatId}
    where h.workspace_id = ${workspaceId} and h.bot_id = ${botId} and h.id > ${after}
      and ${isUnanswered} and ${isUnresolved} and ${waitsInGroup}
    order by h.id limit ${questionsMax}`);
  for (const row of found.rows) tellGroup(ctx, group, { id: row.id, question: openQuestion(ctx, row) });
  const last = found.rows.at(-1);
  if (last && found.rows.length === questionsMax) {
    const runAt = new Date(ctx.clock().getTime() + everyMs);
    ctx.schedule('askAgain', { key: job.key, chatId: group.chatId, runAt, payload: { after: last.id } });
  }
  return undefined;
}
