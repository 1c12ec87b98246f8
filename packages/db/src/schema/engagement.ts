import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { moment, sealed } from '../columns';
import { bots } from './bots';

const botKey = { workspaceId: text('workspace_id').notNull(), botId: text('bot_id').notNull() };

/** What a person who earns points chose, and how their days follow one another. */
export const engagementPeople = pgTable(
  'engagement_people',
  {
    ...botKey,
    personId: text('person_id').notNull(),
    /** The name shown on boards. */
    name: sealed('name'),
    /** IANA; null: the bot's. */
    timeZone: text('time_zone'),
    /** Does not stand on boards; null if never asked. */
    isHidden: boolean('is_hidden'),
    /** Is not told of achievements and levels; null if never asked. */
    isMuted: boolean('is_muted'),
    /** `<season>:<team>`. */
    team: text('team'),
    /** Days in a row, missed ones that were frozen included. */
    streak: integer('streak'),
    streakBest: integer('streak_best'),
    /** Of the last check-in, in the person's own time zone. */
    lastDay: date('last_day', { mode: 'string' }),
    /** Missed days that will not end the streak. */
    freezes: integer('freezes'),
    /** 0 to 100; how much the play looks like a program's. */
    abuseScore: integer('abuse_score'),
    /** Earns nothing since then. */
    bannedAt: moment('banned_at'),
    banReason: text('ban_reason'),
    appealedAt: moment('appealed_at'),
    joinedAt: moment('joined_at').notNull(),
    seenAt: moment('seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.personId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_people_banned_idx')
      .on(table.workspaceId, table.botId, table.bannedAt)
      .where(sql`banned_at is not null`),
  ],
);

/** The ledger: each row moves an amount from one account to another, so all accounts together hold zero. */
export const engagementEntries = pgTable(
  'engagement_entries',
  {
    ...botKey,
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** What is paid for; the same thing is paid once. */
    key: text('key').notNull(),
    /** `house:<reason>` or `person:<id>`. */
    debit: text('debit').notNull(),
    credit: text('credit').notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    reason: text('reason').notNull(),
    /** What the line's explanation names; never a person. */
    subject: jsonb('subject').$type<Record<string, string | number>>().notNull().default({}),
    /** What it counts as, for achievements. */
    tags: text('tags').array().notNull().default(sql`'{}'`),
    /** Whether it moves boards and levels; spending does not. */
    isScored: boolean('is_scored').notNull(),
    /** In the bot's time zone. */
    day: date('day', { mode: 'string' }).notNull(),
    /** The group it was earned in. */
    chatId: text('chat_id'),
    /** `<season>:<team>` of the person at the time. */
    team: text('team'),
    /** The piece of a limited stock that it takes: `<reward>#<number>`. */
    slot: text('slot'),
    /** Numbers what must not happen twice at a time, such as a person's spendings. */
    turn: text('turn'),
    /** The entry that this one takes back. */
    reverses: bigint('reverses', { mode: 'number' }),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    check('engagement_entries_amount_check', sql`amount > 0`),
    uniqueIndex('engagement_entries_key_key').on(table.workspaceId, table.botId, table.key),
    uniqueIndex('engagement_entries_slot_key').on(table.workspaceId, table.botId, table.slot),
    uniqueIndex('engagement_entries_turn_key').on(table.workspaceId, table.botId, table.turn),
    uniqueIndex('engagement_entries_reverses_key').on(table.workspaceId, table.botId, table.reverses),
    index('engagement_entries_taken_idx')
      .on(table.workspaceId, table.botId, sql`split_part(slot, '#', 1)`)
      .where(sql`slot is not null`),
    index('engagement_entries_debit_idx')
      .on(table.workspaceId, table.botId, table.debit, table.id)
      .where(sql`debit like 'person:%'`),
    index('engagement_entries_credit_idx')
      .on(table.workspaceId, table.botId, table.credit, table.id)
      .where(sql`credit like 'person:%'`),
    index('engagement_entries_unlocked_idx')
      .on(table.workspaceId, table.botId, table.credit)
      .where(sql`reason = 'achievement'`),
  ],
);

/** What each person's lines add up to; kept by a trigger. */
export const engagementBalances = pgTable(
  'engagement_balances',
  {
    ...botKey,
    account: text('account').notNull(),
    points: bigint('points', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.account] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/**
 * Points and number of lines by board, period and holder; kept by a trigger. Boards: `people`, `chat:<id>`, `teams`,
 * and `did:<tag>` for what achievements count. Periods: `ever`, `day:<date>`, `week:<Monday>`, `season:<season>`.
 */
export const engagementScores = pgTable(
  'engagement_scores',
  {
    ...botKey,
    board: text('board').notNull(),
    period: text('period').notNull(),
    /** `person:<id>` or `team:<id>`. */
    holder: text('holder').notNull(),
    points: bigint('points', { mode: 'number' }).notNull(),
    lines: integer('lines').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.holder, table.period, table.board] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_scores_rank_idx')
      .on(table.workspaceId, table.botId, table.board, table.period, table.points.desc(), table.holder)
      .where(sql`board not like 'did:%'`),
    index('engagement_scores_age_idx').on(table.period).where(sql`period like 'day:%' or period like 'week:%'`),
  ],
);

export const gameStatuses = ['open', 'won', 'lost', 'expired'] as const;
export type GameStatus = (typeof gameStatuses)[number];

/** Mini-games as the server knows them; a press only says which button it was. */
export const engagementGames = pgTable(
  'engagement_games',
  {
    ...botKey,
    id: text('id').notNull(),
    personId: text('person_id').notNull(),
    /** In the bot's time zone, for the daily limit. */
    day: date('day', { mode: 'string' }).notNull(),
    kind: text('kind').notNull(),
    difficulty: text('difficulty').notNull(),
    seed: text('seed').notNull(),
    state: jsonb('state').$type<Record<string, unknown>>().notNull(),
    /** Grows with every press that counts. */
    step: integer('step').notNull(),
    status: text('status', { enum: gameStatuses }).notNull(),
    score: integer('score').notNull(),
    startedAt: moment('started_at').notNull(),
    lastAt: moment('last_at').notNull(),
    /** The game whose seed this one plays again. */
    duelOf: text('duel_of'),
    /** The pair and day whose duel its end decided and paid: two ends never decide the same. */
    pays: text('pays'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_games_day_idx').on(table.workspaceId, table.botId, table.personId, table.day),
    index('engagement_games_bot_day_idx').on(table.workspaceId, table.botId, table.day),
    index('engagement_games_age_idx').on(table.startedAt),
    uniqueIndex('engagement_games_pays_key').on(table.workspaceId, table.botId, table.pays),
  ],
);
