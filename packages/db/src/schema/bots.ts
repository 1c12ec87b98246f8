import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, sealed, updatedAt } from '../columns';
import type { StatusCause } from '../status-cause';
import { workspaces } from './workspaces';

export const desiredStates = ['running', 'stopped'] as const;
export type DesiredState = (typeof desiredStates)[number];

export const botStatuses = [
  'pending',
  'running',
  'stopped',
  'suspended',
  'conflict',
  'token_revoked',
  'error',
] as const;
export type BotStatus = (typeof botStatuses)[number];

export const bots = pgTable(
  'bots',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    channel: text('channel', { enum: ['telegram'] })
      .notNull()
      .default('telegram'),
    telegramId: text('telegram_id').notNull(),
    apiRoot: text('api_root').notNull(),
    environment: text('environment', { enum: ['live', 'sandbox'] }).notNull(),
    username: text('username').notNull(),
    name: text('name').notNull(),
    desiredState: text('desired_state', { enum: desiredStates }).notNull().default('stopped'),
    status: text('status', { enum: botStatuses }).notNull().default('stopped'),
    statusCause: jsonb('status_cause').$type<StatusCause>(),
    statusChangedAt: moment('status_changed_at').notNull().default(sql`now()`),
    transport: text('transport', { enum: ['polling', 'webhook'] }).notNull(),
    suspendedAt: moment('suspended_at'),
    suspendedReason: text('suspended_reason'),
    requestsPerSecond: integer('requests_per_second').notNull(),
    maxConcurrent: integer('max_concurrent').notNull(),
    limitsSetBy: text('limits_set_by', { enum: ['plan', 'owner', 'admin'] })
      .notNull()
      .default('plan'),
    isVerified: boolean('is_verified').notNull().default(false),
    webhookPath: text('webhook_path').notNull(),
    /**
     * The webhook last set at Telegram and for which kinds of update, `leaving` if it is to be removed, `none` if it was, null
     * if it must be set or removed anew.
     */
    webhookSetUrl: text('webhook_set_url'),
    /** Digest of the command menus last set at Telegram. */
    menuDigest: text('menu_digest'),
    /** Grows with every change the manager must notice. */
    revision: integer('revision').notNull().default(1),
    lastUpdateAt: moment('last_update_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('bots_id_key').on(table.id),
    uniqueIndex('bots_hosted_once_key').on(table.apiRoot, table.telegramId),
    uniqueIndex('bots_webhook_path_key').on(table.webhookPath),
    index('bots_status_idx').on(table.status),
  ],
);

/** Credentials of an application or account at Telegram: whoever hosts bots may read them, nobody else. */
export const telegramApiPurposes = [
  'telegram_api_id',
  'telegram_api_hash',
  'telegram_phone',
  'session_string',
] as const;
export const credentialPurposes = ['bot_token', 'webhook_secret', 'former_webhook', ...telegramApiPurposes] as const;
export type CredentialPurpose = (typeof credentialPurposes)[number];

export const botCredentials = pgTable(
  'bot_credentials',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    purpose: text('purpose', { enum: credentialPurposes }).notNull(),
    value: sealed('value').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.purpose] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
