import { questionHash } from '@dovecote/modules/faq/question-hash';
import { normalizeText } from '@dovecote/modules/faq/retrieval/normalize-text';
import { cutText } from '@dovecote/modules/kit/cut-text';
import { z } from 'zod';

export interface DraftPair {
  question: string;
  answer: string;
}

export interface MessageProblem {
  /** Its number in the export, else its place in the list. */
  message: string;
  problem: string;
}

const questionLengthMax = 500;
const answerLengthMax = 4_000;
const problemsMax = 50;
/** A person who goes on within this time goes on with the same thing. */
const sameBreathSeconds = 300;
const answerSecondsMax = 24 * 3_600;

const part = z.union([z.string(), z.object({ text: z.string() })]);
/** As Telegram Desktop writes it; what else a message holds is not looked at. */
const exported = z.object({
  id: z.number(),
  type: z.string(),
  date_unixtime: z.string().regex(/^\d{1,12}$/),
  from_id: z.string().optional(),
  reply_to_message_id: z.number().optional(),
  text: z.union([z.string(), z.array(part)]),
});

interface Said {
  id: number;
  at: number;
  from: string;
  repliesTo: number | null;
  text: string;
}

/**
 * Questions of a chat with the answers they got: a reply to a question, or in a chat of two what the other one said
 * next. Who wrote it is not kept. What cannot be read is named by its message.
 */
export function draftPairs(chat: { type: string; messages: readonly unknown[] }): {
  pairs: DraftPair[];
  problems: MessageProblem[];
} {
  const problems: MessageProblem[] = [];
  const said: Said[] = [];
  for (const [at, message] of chat.messages.entries()) {
    const parsed = exported.safeParse(message);
    if (!parsed.success) problems.push({ message: nameOf(message, at), problem: wordsOf(parsed.error) });
    else if (parsed.data.type === 'message' && parsed.data.from_id !== undefined) said.push(readMessage(parsed.data));
  }
  const turns = joinTurns(said.filter(({ text }) => text !== ''));
  return { pairs: pairUp(turns, chat.type === 'personal_chat'), problems: problems.slice(0, problemsMax) };
}

function readMessage(message: z.output<typeof exported>): Said {
  const { id, date_unixtime: date, from_id: from = '', reply_to_message_id: repliesTo = null, text } = message;
  const words =
    typeof text === 'string' ? text : text.map((one) => (typeof one === 'string' ? one : one.text)).join('');
  return {
    id,
    at: Number(date),
    from,
    repliesTo,
    text: words
      .replaceAll('\u0000', '')
      .replaceAll(/\p{Surrogate}/gu, '')
      .trim(),
  };
}

/** Messages somebody sent in one breath, as one; a question stands alone. */
function joinTurns(said: readonly Said[]): (Said & { ids: number[] })[] {
  const turns: (Said & { ids: number[] })[] = [];
  for (const one of said) {
    const last = turns.at(-1);
    const goesOn =
      last?.from === one.from &&
      one.at - last.at <= sameBreathSeconds &&
      !isQuestion(last.text) &&
      !isQuestion(one.text) &&
      (one.repliesTo === null || one.repliesTo === last.repliesTo);
    if (last && goesOn) {
      last.text = `${last.text}\n${one.text}`;
      last.at = one.at;
      last.ids.push(one.id);
    } else turns.push({ ...one, ids: [one.id] });
  }
  return turns;
}

function pairUp(turns: readonly (Said & { ids: number[] })[], isPersonal: boolean): DraftPair[] {
  const byId = new Map(turns.flatMap((turn) => turn.ids.map((id) => [id, turn] as const)));
  const pairs = new Map<string, DraftPair>();
  for (const [at, turn] of turns.entries()) {
    const before = turns[at - 1];
    const asked = turn.repliesTo === null ? (isPersonal ? before : undefined) : byId.get(turn.repliesTo);
    if (!asked || asked.from === turn.from || !isQuestion(asked.text) || isQuestion(turn.text)) continue;
    if (turn.at - asked.at > answerSecondsMax) continue;
    const question = cutText(asked.text.replaceAll(/\s+/gu, ' '), questionLengthMax);
    if (normalizeText(question) === '') continue;
    const key = questionHash(question);
    if (!pairs.has(key)) pairs.set(key, { question, answer: cutText(turn.text, answerLengthMax) });
  }
  return [...pairs.values()];
}

function isQuestion(text: string): boolean {
  return /[?？؟]/u.test(text);
}

function nameOf(message: unknown, at: number): string {
  const { id } = (message ?? {}) as { id?: unknown };
  return typeof id === 'number' ? String(id) : `#${at + 1}`;
}

function wordsOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue === undefined ? 'cannot be read' : `${issue.path.join('.') || 'it'}: ${issue.message}`;
}
