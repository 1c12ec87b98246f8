import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { users } from './users';

/** One sign-in on one device; a REST refresh family is one session. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['web', 'rest'] }).notNull(),
    userAgent: text('user_agent'),
    ip: text('ip'),
    createdAt: createdAt(),
    lastSeenAt: moment('last_seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    revokedReason: text('revoked_reason'),
    /** When its holder last proved who they are; sensitive acts want it fresh. */
    steppedUpAt: moment('stepped_up_at'),
    /** When it passed a second factor; null if it never did, or the factor is gone. */
    secondFactorAt: moment('second_factor_at'),
  },
  (table) => [index('sessions_user_idx').on(table.userId)],
);

/** Every refresh token of a family, by hash; a used one that comes back ends the family. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    usedAt: moment('used_at'),
    replacedByHash: text('replaced_by_hash'),
  },
  (table) => [index('refresh_tokens_session_idx').on(table.sessionId)],
);
