import { sql } from 'drizzle-orm';
import type { Job } from '../../kit/job';
import type { HandlerResult } from '../../kit/module-handlers';
import type { FaqContext } from '../faq-context';
import { isUnanswered } from './count-open';
import { readWaiting, tellWaiting, type WaitingRow, waitingColumns } from './waiting';

/** The owner's answer to a question on the list; the dashboard asks for the job under the question's hash. */
export interface OwnersAnswer {
  answer: string;
  /** ISO. Who asked later is answered by the bot. */
  resolvedAt: string;
  /** The last one who was told. */
  after?: string;
}

/** Together well under what a bot may send at once. */
const peopleMax = 20;
const everyMs = 2_000;

/** Tells those who wait for it what the owner answered, each once; nobody who said /stop. */
export async function answerWaiting(ctx: FaqContext, job: Job): Promise<HandlerResult> {
  const { db, workspaceId, botId } = ctx.reader;
  const { answer, resolvedAt, after = '' } = job.payload as OwnersAnswer;
  const found = await db.execute<WaitingRow>(sql`
    select ${waitingColumns} from (
      select h.*, row_number() over (partition by h.chat_id, h.external_id order by h.is_handed desc, h.asked_at desc,
        h.id) as nth
      from faq_handovers h
      where h.workspace_id = ${workspaceId} and h.bot_id = ${botId} and h.question_hash = ${job.key}
        and h.asked_at <= ${resolvedAt}::timestamptz and ${isUnanswered}
        and not exists (select from contacts c where c.workspace_id = h.workspace_id and c.bot_id = h.bot_id
          and c.channel = 'telegram' and c.external_id = h.chat_id and (c.is_stopped or c.is_blocked))
    ) as h
    where nth = 1 and h.id > ${after}
    order by h.id limit ${peopleMax}`);
  const waiting = found.rows.map(readWaiting);
  for (const one of waiting) tellWaiting(ctx, one, answer);
  const last = waiting.at(-1);
  if (last && waiting.length === peopleMax) {
    const runAt = new Date(ctx.clock().getTime() + everyMs);
    ctx.schedule('answerWaiting', {
      key: job.key,
      chatId: null,
      runAt,
      payload: { answer, resolvedAt, after: last.id },
    });
  }
  return waiting.length === 0 ? 'pass' : undefined;
}
