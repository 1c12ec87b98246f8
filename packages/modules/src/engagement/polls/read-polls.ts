import type { PollKind, PollState } from '@dovecote/db/schema/engagement-polls';
import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

export interface Poll {
  id: string;
  kind: PollKind;
  state: PollState;
  authorId: string | null;
  chatId: string;
  /** The topic it was asked for in. */
  threadId: number | null;
  /** Under which the chat's points are counted. */
  boardChatId: string;
  /** Sealed JSON. */
  content: string;
  points: number;
  payKey: string;
  questionId: string | null;
}

type Row = {
  id: string;
  kind: PollKind;
  state: PollState;
  author_id: string | null;
  chat_id: string;
  thread_id: number | null;
  board_chat_id: string;
  content: string;
  points: number;
  pay_key: string;
  question_id: string | null;
};

/** Where a poll's sealed content belongs. */
export function pollPlace(botId: string, pollId: string): { row: string; column: string } {
  return { row: `${botId}/poll/${pollId}`, column: 'content' };
}

export function readPoll(reader: Reader, id: string): Promise<Poll | null> {
  return read(reader, sql`p.id = ${id}`);
}

/** The poll that Telegram knows under this id; null if it is nobody's here, or its receipt is not in yet. */
export function readSentPoll(reader: Reader, telegramPollId: string): Promise<Poll | null> {
  return read(
    reader,
    sql`p.id = (select substr(ref, 6) from sent_messages where workspace_id = ${reader.workspaceId}
      and bot_id = ${reader.botId} and module_id = 'engagement' and poll_id = ${telegramPollId}
      and ref like 'poll:%' limit 1)`,
  );
}

/** Polls of a day: by an author, or of a kind put to a chat. */
export async function countPolls(
  { db, workspaceId, botId }: Reader,
  day: string,
  of: { authorId: string } | { chatId: string; kind: PollKind },
): Promise<number> {
  const which = 'authorId' in of ? sql`author_id = ${of.authorId}` : sql`chat_id = ${of.chatId} and kind = ${of.kind}`;
  const result = await db.execute<{ found: string }>(sql`
    select count(*) as found from engagement_polls
    where workspace_id = ${workspaceId} and bot_id = ${botId} and day = ${day}::date and ${which}`);
  return Number(result.rows[0]?.found ?? 0);
}

/** Whether the person ever answered what this is paid for in another poll. */
export async function hasAnswered(
  { db, workspaceId, botId }: Reader,
  personId: string,
  payKey: string,
  besidesPollId = '',
): Promise<boolean> {
  const result = await db.execute(sql`
    select from engagement_votes v join engagement_polls p
      on p.workspace_id = v.workspace_id and p.bot_id = v.bot_id and p.id = v.poll_id
    where v.workspace_id = ${workspaceId} and v.bot_id = ${botId} and v.person_id = ${personId}
      and p.pay_key = ${payKey} and v.poll_id <> ${besidesPollId} limit 1`);
  return result.rows.length > 0;
}

async function read({ db, workspaceId, botId }: Reader, where: SQL): Promise<Poll | null> {
  const result = await db.execute<Row>(sql`
    select id, kind, state, author_id, chat_id, thread_id, content, points, pay_key, question_id, coalesce((
      select c.moved_from from contacts c where c.workspace_id = p.workspace_id and c.bot_id = p.bot_id
        and c.channel = 'telegram' and c.external_id = p.chat_id), chat_id) as board_chat_id
    from engagement_polls p
    where workspace_id = ${workspaceId} and bot_id = ${botId} and ${where}`);
  const [row] = result.rows;
  if (!row) return null;
  const {
    author_id: authorId,
    chat_id: chatId,
    thread_id: threadId,
    board_chat_id: boardChatId,
    pay_key: payKey,
    question_id: questionId,
    ...rest
  } = row;
  return { ...rest, authorId, chatId, threadId, boardChatId, payKey, questionId, points: Number(rest.points) };
}
