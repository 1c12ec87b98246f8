import type { Queryable } from '@dovecote/db/client';
import { type LinkPurpose, oneTimeLinks } from '@dovecote/db/schema/one-time-links';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { hashOpaqueToken } from './opaque-token';

type LinkRow = typeof oneTimeLinks.$inferSelect;

/**
 * An unused link, without using it.
 * @throws AppError `INVALID_CREDENTIALS` for an unknown, used or old one.
 */
export async function getOpenLink(db: Queryable, token: string, purpose: LinkPurpose, now: Date): Promise<LinkRow> {
  const [link] = await db
    .select()
    .from(oneTimeLinks)
    .where(isOpen(token, purpose, now));
  if (link === undefined) throw linkIsOver();
  return link;
}

/**
 * Uses a link up; of several at once one succeeds.
 * @throws AppError `INVALID_CREDENTIALS` for an unknown, used or old one.
 */
export async function consumeLink(tx: Queryable, token: string, purpose: LinkPurpose, now: Date): Promise<LinkRow> {
  const [link] = await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(isOpen(token, purpose, now))
    .returning();
  if (link === undefined) throw linkIsOver();
  return link;
}

function isOpen(token: string, purpose: LinkPurpose, now: Date) {
  return and(
    eq(oneTimeLinks.tokenHash, hashOpaqueToken(token)),
    eq(oneTimeLinks.purpose, purpose),
    isNull(oneTimeLinks.usedAt),
    gt(oneTimeLinks.expiresAt, now),
  );
}

function linkIsOver(): AppError {
  return new AppError('INVALID_CREDENTIALS', 'This link was used or is too old. Ask for a new one.');
}
