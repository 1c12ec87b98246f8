import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** Recurring work; `tick` advances it, so that it can run on a simulated clock. */
export const schedules = pgTable(
  'schedules',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id'),
    name: text('name').notNull(),
    rule: jsonb('rule').$type<{ everySeconds: number }>().notNull(),
    zone: text('zone').notNull().default('UTC'),
    nextRunAt: moment('next_run_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('schedules_name_key').on(table.name, table.workspaceId),
    index('schedules_due_idx').on(table.nextRunAt),
  ],
);

/** Work a verb asked for in its own transaction; the queue only nudges it on. */
export const workIntents = pgTable(
  'work_intents',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id'),
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    runAt: moment('run_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    createdAt: createdAt(),
    doneAt: moment('done_at'),
    error: text('error'),
  },
  (table) => [index('work_intents_due_idx').on(table.runAt).where(sql`done_at is null`)],
);
