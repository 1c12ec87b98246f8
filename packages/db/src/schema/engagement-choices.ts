import { boolean, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { bots } from './bots';

/** What a person agreed to and does not want, and how often they were reminded; null: never asked or never done. */
export const engagementChoices = pgTable(
  'engagement_choices',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    personId: text('person_id').notNull(),
    wantsNoReminders: boolean('wants_no_reminders'),
    wantsNoSuggestions: boolean('wants_no_suggestions'),
    remindedAt: moment('reminded_at'),
    /** Reminders in a row that nobody answered. */
    reminders: integer('reminders'),
    consentedAt: moment('consented_at'),
    /** Whether the person said to be of the age the owner asks for. */
    isOfAge: boolean('is_of_age'),
    /** The grown-up who said yes for them. */
    guardianId: text('guardian_id'),
    guardianAt: moment('guardian_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.personId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_choices_guardian_idx').on(table.workspaceId, table.botId, table.guardianId),
  ],
);
