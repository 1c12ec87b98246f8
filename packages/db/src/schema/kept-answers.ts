import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, sealed } from '../columns';
import { users } from './users';

/** Answers to calls with an `Idempotency-Key`, kept for a repeat. */
export const keptAnswers = pgTable(
  'kept_answers',
  {
    /** The session's person or the API key that called. */
    actorId: text('actor_id').notNull(),
    keyHash: text('key_hash').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Whose data keys seal what stands here. */
    vaultId: text('vault_id').notNull(),
    /** Digest of what was asked, sealed: it may be the digest of a password. */
    request: sealed('request').notNull(),
    /** Null while the call runs. */
    status: integer('status'),
    body: sealed('body'),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.actorId, table.keyHash] }),
    index('kept_answers_user_idx').on(table.userId),
    index('kept_answers_expires_idx').on(table.expiresAt),
  ],
);
