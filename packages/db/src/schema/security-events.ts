import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { users } from './users';

export const securityEventKinds = [
  'sign_in',
  'sign_in_failed',
  'new_device',
  'signed_out',
  'token_reused',
  'password_changed',
  'password_reset',
  'email_verified',
  'email_changed',
  'authenticator_added',
  'authenticator_removed',
  'passkey_added',
  'passkey_removed',
  'recovery_codes_made',
  'recovery_code_used',
  'role_changed',
] as const;

export type SecurityEventKind = (typeof securityEventKinds)[number];

/** What happened to a person's account, for them and for platform admins. */
export const securityEvents = pgTable(
  'security_events',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: securityEventKinds }).notNull(),
    detail: jsonb('detail').$type<Record<string, string>>(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    at: moment('at').notNull(),
  },
  (table) => [index('security_events_user_idx').on(table.userId, table.id)],
);
