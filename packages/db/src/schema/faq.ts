import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, sealed, searchKeys, updatedAt } from '../columns';
import { bots } from './bots';
import { workspaces } from './workspaces';

const ofBot = { workspaceId: text('workspace_id').notNull(), botId: text('bot_id').notNull() };

/** Questions nobody could answer yet, once each, with how often they were asked. */
export const faqUnanswered = pgTable(
  'faq_unanswered',
  {
    ...ofBot,
    questionHash: text('question_hash').notNull(),
    question: sealed('question').notNull(),
    asked: integer('asked').notNull(),
    firstAskedAt: moment('first_asked_at').notNull(),
    lastAskedAt: moment('last_asked_at').notNull(),
    /** When it last went to the owner's group. */
    handedAt: moment('handed_at'),
    /** When somebody there last answered it, and what they wrote. */
    answeredAt: moment('answered_at'),
    answer: sealed('answer'),
    resolvedAt: moment('resolved_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.questionHash] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** What the FAQ of one bot has beside its settings. */
export const faqBots = pgTable(
  'faq_bots',
  {
    ...ofBot,
    /** Rises with every change of the documents. */
    knowledgeVersion: integer('knowledge_version').notNull().default(0),
    passages: integer('passages').notNull().default(0),
    sizeBytes: integer('size_bytes').notNull().default(0),
    /** Where questions go that nobody could answer. */
    groupChatId: text('group_chat_id'),
    groupThreadId: integer('group_thread_id'),
    groupTitle: sealed('group_title'),
    groupConnectedAt: moment('group_connected_at'),
    /** Of the code that connects a group, once and for a while. */
    codeHash: text('code_hash'),
    codeExpiresAt: moment('code_expires_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Texts the owner gave beside the pairs. */
export const faqDocuments = pgTable(
  'faq_documents',
  {
    ...ofBot,
    id: text('id').notNull(),
    title: text('title').notNull(),
    kind: text('kind', { enum: ['markdown', 'text', 'pdf', 'html'] }).notNull(),
    passages: integer('passages').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** A document in pieces that can be quoted. */
export const faqPassages = pgTable(
  'faq_passages',
  {
    ...ofBot,
    documentId: text('document_id').notNull(),
    position: integer('position').notNull(),
    heading: text('heading').notNull(),
    body: text('body').notNull(),
    /** Each with the bot's id before it, so that no look into the index meets another bot's passages. */
    keys: searchKeys('keys').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.documentId, table.position] }),
    foreignKey({
      columns: [table.workspaceId, table.botId, table.documentId],
      foreignColumns: [faqDocuments.workspaceId, faqDocuments.botId, faqDocuments.id],
    }).onDelete('cascade'),
    index('faq_passages_keys').using('gin', table.keys),
  ],
);

/** In how many passages of a bot each of its search keys stands: kept by triggers. */
export const faqTerms = pgTable(
  'faq_terms',
  {
    ...ofBot,
    key: text('key').notNull(),
    passages: integer('passages').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.key] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** The language model a workspace brought. */
export const faqModels = pgTable('faq_models', {
  workspaceId: text('workspace_id')
    .primaryKey()
    .references(() => workspaces.id, { onDelete: 'cascade' }),
  url: text('url').notNull(),
  model: text('model').notNull(),
  apiKey: sealed('api_key').notNull(),
  updatedAt: updatedAt(),
});

/** Who waits for the answer to which question. */
export const faqHandovers = pgTable(
  'faq_handovers',
  {
    ...ofBot,
    id: text('id').notNull(),
    externalId: text('external_id').notNull(),
    chatId: text('chat_id').notNull(),
    /** The forum topic it was asked in. */
    threadId: integer('thread_id'),
    questionHash: text('question_hash').notNull(),
    question: sealed('question').notNull(),
    language: text('language').notNull(),
    askedAt: moment('asked_at').notNull(),
    /** It went to the owner's group; otherwise it waits on the list alone. */
    isHanded: boolean('is_handed').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('faq_handovers_question').on(table.workspaceId, table.botId, table.questionHash),
  ],
);

/** Questions put to a language model, each with the tokens reserved for it before it was asked, later those it took. */
export const faqModelCalls = pgTable(
  'faq_model_calls',
  {
    ...ofBot,
    id: text('id').notNull(),
    externalId: text('external_id').notNull(),
    chatId: text('chat_id').notNull(),
    /** The forum topic it was asked in. */
    threadId: integer('thread_id'),
    day: date('day', { mode: 'string' }).notNull(),
    tokens: integer('tokens').notNull(),
    /** What a million of them costs of the plan's budget; 0 at a workspace's own endpoint. */
    centsPerMillion: integer('cents_per_million').notNull().default(0),
    state: text('state', { enum: ['open', 'stopped', 'closed'] }).notNull(),
    /** Gone when the call is closed. */
    question: sealed('question'),
    askedAt: moment('asked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('faq_model_calls_day').on(table.workspaceId, table.botId, table.day),
  ],
);

/** Tokens of a day, reserved or taken, of a bot and of each person; what would go over the bound is refused here. */
export const faqSpending = pgTable(
  'faq_spending',
  {
    ...ofBot,
    day: date('day', { mode: 'string' }).notNull(),
    /** Empty: of all people together. */
    externalId: text('external_id').notNull(),
    tokens: bigint('tokens', { mode: 'number' }).notNull(),
    /** As the settings were at the last reservation. */
    tokensMax: bigint('tokens_max', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.day, table.externalId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    check('faq_spending_bound', sql`${table.tokens} <= ${table.tokensMax}`),
  ],
);

/** What became of one day's questions to a language model. */
export const faqDays = pgTable(
  'faq_days',
  {
    ...ofBot,
    day: date('day', { mode: 'string' }).notNull(),
    cacheHits: integer('cache_hits').notNull(),
    cacheMisses: integer('cache_misses').notNull(),
    answered: integer('answered').notNull(),
    refused: integer('refused').notNull(),
    failed: integer('failed').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.day] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Pairs found in a chat export that wait for the owner's approval. */
export const faqDrafts = pgTable(
  'faq_drafts',
  {
    ...ofBot,
    id: text('id').notNull(),
    question: sealed('question').notNull(),
    answer: sealed('answer').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
