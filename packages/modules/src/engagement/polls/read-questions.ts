import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { PollContent } from './poll-content';

export interface Question extends PollContent {
  id: string;
}

type Row = { id: string; question: string; options: string[]; right_options: number[]; explanation: string };

/** The question of a day, the same for everybody; null while the bank is empty. */
export function readQuestionOfDay(reader: Reader, day: string): Promise<Question | null> {
  return read(reader, sql`true`, sql`md5(id || ${day})`);
}

/** A question the person was not asked before; null when there is none left. */
export function readNewQuestion(reader: Reader, personId: string): Promise<Question | null> {
  const { workspaceId, botId } = reader;
  const asked = sql`select p.question_id from engagement_votes v join engagement_polls p
    on p.workspace_id = v.workspace_id and p.bot_id = v.bot_id and p.id = v.poll_id
    where v.workspace_id = ${workspaceId} and v.bot_id = ${botId} and v.person_id = ${personId}
      and p.question_id is not null`;
  return read(reader, sql`id not in (${asked})`, sql`md5(id || ${personId})`);
}

async function read({ db, workspaceId, botId }: Reader, where: SQL, order: SQL): Promise<Question | null> {
  const result = await db.execute<Row>(sql`
    select id, question, options, right_options, explanation from engagement_questions
    where workspace_id = ${workspaceId} and bot_id = ${botId} and ${where} order by ${order} limit 1`);
  const [row] = result.rows;
  if (!row) return null;
  const { right_options: right, ...question } = row;
  return { ...question, right };
}
