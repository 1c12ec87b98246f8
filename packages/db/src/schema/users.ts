import { boolean, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, moment, updatedAt } from '../columns';

export const platformRoles = ['user', 'admin', 'owner'] as const;
export type PlatformRole = (typeof platformRoles)[number];

export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash'),
    platformRole: text('platform_role', { enum: platformRoles }).notNull().default('user'),
    suspendedAt: moment('suspended_at'),
    suspendedReason: text('suspended_reason'),
    locale: text('locale'),
    emailVerifiedAt: moment('email_verified_at'),
    /** Signed up where mails are sent: nothing works before the address is proven. */
    awaitsVerification: boolean('awaits_verification').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex('users_email_key').on(table.email)],
);
