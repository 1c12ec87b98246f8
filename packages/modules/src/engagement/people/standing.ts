import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { Streak } from './next-streak';
import { describeMark, type Mark, selectMark } from './read-mark';

/** All that is known of one person, as committed. */
export interface Standing extends Streak {
  isKnown: boolean;
  /** Sealed. */
  name: string | null;
  timeZone: string | null;
  isHidden: boolean;
  isMuted: boolean;
  /** `<season>:<team>`. */
  team: string | null;
  abuseScore: number;
  bannedAt: Date | null;
  banReason: string | null;
  appealedAt: Date | null;
  joinedAt: Date | null;
  /** What can be spent. */
  balance: number;
  /** Ever earned; spending does not lower it. */
  earned: number;
  /** Lines that counted, by tag. */
  counts: Readonly<Record<string, number>>;
  unlocked: readonly string[];
  spendings: number;
  /** Tags in groups, as last asked for. */
  tags: readonly { chatId: string; firstChatId: string; tag: string }[];
  /** Of who was erased before; what it says of a ban and of check-ins counts until they are known again. */
  mark: Mark | null;
}

type Row = {
  person: Record<string, unknown> | null;
  balance: string | null;
  scores: { board: string; points: number; lines: number }[] | null;
  unlocked: (string | null)[] | null;
  spendings: string;
  tags: { chatId: string; firstChatId: string; tag: string }[] | null;
  mark: Record<string, unknown> | null;
};

/** Reads everything about a person in one round trip; somebody new has a clean sheet, unless a mark says otherwise. */
export async function readStanding(
  { db, workspaceId, botId }: Reader,
  { personId, mark: markId, now }: { personId: string; mark: string; now: Date },
): Promise<Standing> {
  const account = `person:${personId}`;
  const ofBot = sql`workspace_id = ${workspaceId} and bot_id = ${botId}`;
  const result = await db.execute<Row>(sql`
    select
      (select to_jsonb(p) from engagement_people p where ${ofBot} and person_id = ${personId}) as person,
      (select points from engagement_balances where ${ofBot} and account = ${account}) as balance,
      (select jsonb_agg(jsonb_build_object('board', board, 'points', points, 'lines', lines)) from engagement_scores
        where ${ofBot} and holder = ${account} and period = 'ever' and board not like 'chat:%') as scores,
      (select jsonb_agg(subject->>'achievement') from engagement_entries
        where ${ofBot} and credit = ${account} and reason = 'achievement') as unlocked,
      (select count(*) from engagement_entries where ${ofBot} and debit like 'person:%' and debit = ${account}
        and reason = 'reward') as spendings,
      (select jsonb_agg(jsonb_build_object('chatId', chat_id, 'tag', tag, 'firstChatId', coalesce((
          select c.moved_from from contacts c where c.workspace_id = t.workspace_id and c.bot_id = t.bot_id
            and c.channel = 'telegram' and c.external_id = t.chat_id), chat_id))) from engagement_tags t
        where ${ofBot} and person_id = ${personId}) as tags,
      ${selectMark({ workspaceId, botId }, markId)} as mark`);
  const [row] = result.rows;
  const person = row?.person ?? {};
  const mark = describeMark(row?.mark, now);
  const left = row?.person ? null : mark;
  const scores = row?.scores ?? [];
  return {
    isKnown: row?.person != null,
    name: textOf(person.name),
    timeZone: textOf(person.time_zone),
    isHidden: person.is_hidden === true,
    isMuted: person.is_muted === true,
    team: textOf(person.team),
    streak: Number(person.streak ?? 0),
    streakBest: Number(person.streak_best ?? 0),
    lastDay: left?.lastDay ?? textOf(person.last_day),
    freezes: Number(person.freezes ?? 1),
    abuseScore: left?.abuseScore ?? Number(person.abuse_score ?? 0),
    bannedAt: left?.bannedAt ?? dateOf(person.banned_at),
    banReason: left?.banReason ?? textOf(person.ban_reason),
    appealedAt: left?.appealedAt ?? dateOf(person.appealed_at),
    joinedAt: dateOf(person.joined_at),
    balance: Number(row?.balance ?? 0),
    earned: scores.find(({ board }) => board === 'people')?.points ?? 0,
    counts: Object.fromEntries(
      scores.flatMap(({ board, lines }) => (board.startsWith('did:') ? [[board.slice('did:'.length), lines]] : [])),
    ),
    unlocked: (row?.unlocked ?? []).filter((id) => id !== null),
    spendings: Number(row?.spendings ?? 0),
    tags: row?.tags ?? [],
    mark,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const dateOf = (value: unknown): Date | null => (typeof value === 'string' ? new Date(value) : null);
