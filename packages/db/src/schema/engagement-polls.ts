import { sql } from 'drizzle-orm';
import { boolean, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, sealed } from '../columns';
import { bots } from './bots';

const botKey = { workspaceId: text('workspace_id').notNull(), botId: text('bot_id').notNull() };

export const pollKinds = ['poll', 'quiz', 'challenge'] as const;
export type PollKind = (typeof pollKinds)[number];
/** `proposed` by a person and not yet looked at by the owner; `approved` until its time has come. */
export const pollStates = ['proposed', 'approved', 'refused', 'sent'] as const;
export type PollState = (typeof pollStates)[number];

/** Polls, quizzes and challenges that went out or wait for the owner's word. */
export const engagementPolls = pgTable(
  'engagement_polls',
  {
    ...botKey,
    id: text('id').notNull(),
    kind: text('kind', { enum: pollKinds }).notNull(),
    state: text('state', { enum: pollStates }).notNull(),
    /** Who wrote it; null for the owner. */
    authorId: text('author_id'),
    chatId: text('chat_id').notNull(),
    /** The forum topic it was asked for in. */
    threadId: integer('thread_id'),
    /** JSON: question, options, which are right, explanation. */
    content: sealed('content').notNull(),
    /** What a vote, or a right answer, is paid. */
    points: integer('points').notNull(),
    /** What it is paid for: the same once a person, in however many polls it is asked. */
    payKey: text('pay_key').notNull(),
    /** Of the bank, if it came from there. */
    questionId: text('question_id'),
    /** In the bot's time zone. */
    day: date('day', { mode: 'string' }).notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_polls_author_idx')
      .on(table.workspaceId, table.botId, table.authorId, table.day)
      .where(sql`author_id is not null`),
    index('engagement_polls_chat_idx').on(table.workspaceId, table.botId, table.chatId, table.day),
    index('engagement_polls_proposed_idx').on(table.workspaceId, table.botId, table.id).where(sql`state = 'proposed'`),
    index('engagement_polls_age_idx').on(table.createdAt),
  ],
);

/** Who voted for what in polls that are not anonymous; a vote taken back is gone. */
export const engagementVotes = pgTable(
  'engagement_votes',
  {
    ...botKey,
    pollId: text('poll_id').notNull(),
    personId: text('person_id').notNull(),
    optionIds: jsonb('option_ids').$type<number[]>().notNull(),
    /** Null where nothing is right or wrong. */
    isRight: boolean('is_right'),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.pollId, table.personId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_votes_person_idx').on(table.workspaceId, table.botId, table.personId),
    index('engagement_votes_age_idx').on(table.at),
  ],
);

/** The owner's questions for quizzes and challenges. */
export const engagementQuestions = pgTable(
  'engagement_questions',
  {
    ...botKey,
    id: text('id').notNull(),
    question: text('question').notNull(),
    options: jsonb('options').$type<string[]>().notNull(),
    /** Places of the right options, from 0. */
    right: jsonb('right_options').$type<number[]>().notNull(),
    explanation: text('explanation').notNull().default(''),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
