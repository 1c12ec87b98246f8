import { bigint, foreignKey, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, sealed } from '../columns';
import { bots } from './bots';

export const quarantineReasons = ['not_json', 'not_an_update', 'too_deep', 'too_large'] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** Bodies that came with the right secret and were no updates: acknowledged, kept aside, never handled. */
export const quarantine = pgTable(
  'quarantine',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    reason: text('reason', { enum: quarantineReasons }).notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** Its beginning; sealed like an update's body. */
    body: sealed('body').notNull(),
    receivedAt: moment('received_at').notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('quarantine_bot_idx').on(table.workspaceId, table.botId, table.id),
  ],
);
