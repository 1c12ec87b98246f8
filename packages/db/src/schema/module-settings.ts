import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, updatedAt } from '../columns';
import { bots } from './bots';

const botKey = { workspaceId: text('workspace_id').notNull(), botId: text('bot_id').notNull() };

export const moduleSettings = pgTable(
  'module_settings',
  {
    ...botKey,
    moduleId: text('module_id').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    version: integer('version').notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.moduleId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Every published version, so that an owner can roll back. */
export const moduleSettingVersions = pgTable(
  'module_setting_versions',
  {
    ...botKey,
    moduleId: text('module_id').notNull(),
    version: integer('version').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    actorId: text('actor_id'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.moduleId, table.version] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
