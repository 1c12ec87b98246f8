import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, updatedAt } from '../columns';
import { users } from './users';

/** What a workspace may use; a null bound means unlimited. */
export const plans = pgTable('plans', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  botsMax: integer('bots_max'),
  membersMax: integer('members_max'),
  apiKeysMax: integer('api_keys_max'),
  /** Workspaces a person may own whose best plan is this one. */
  workspacesMax: integer('workspaces_max'),
  updatesPerMinuteMax: integer('updates_per_minute_max'),
  requestsPerSecondMax: integer('requests_per_second_max').notNull(),
  requestsPerSecondDefault: integer('requests_per_second_default').notNull(),
  maxConcurrentMax: integer('max_concurrent_max').notNull(),
  maxConcurrentDefault: integer('max_concurrent_default').notNull(),
  journalDays: integer('journal_days').notNull(),
  /** A month, of the platform's language model. */
  modelBudgetCents: integer('model_budget_cents'),
  /** What a million tokens take of it. */
  modelCentsPerMillion: integer('model_cents_per_million').notNull().default(100),
  weight: integer('weight').notNull().default(1),
});

export const workspaces = pgTable('workspaces', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  planId: text('plan_id')
    .notNull()
    .references(() => plans.id),
  /** Members who did not sign in with a second factor are kept out. */
  requiresSecondFactor: boolean('requires_second_factor').notNull().default(false),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** What a month's calls of the platform's language model took of the plan's budget, or have reserved of it. */
export const modelSpending = pgTable(
  'model_spending',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    /** Its first day, UTC. */
    month: date('month', { mode: 'string' }).notNull(),
    /** Millionths of a cent. */
    microCents: bigint('micro_cents', { mode: 'number' }).notNull(),
    /** As the plan was at the last reservation. */
    microCentsMax: bigint('micro_cents_max', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.month] }),
    check('model_spending_bound', sql`${table.microCents} <= ${table.microCentsMax}`),
  ],
);

export const memberRoles = ['owner', 'admin', 'editor', 'viewer'] as const;
export type MemberRole = (typeof memberRoles)[number];

export const members = pgTable(
  'members',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text('role', { enum: memberRoles }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] })],
);
