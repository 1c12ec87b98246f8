import type { Queryable } from '@dovecote/db/client';
import { invitations } from '@dovecote/db/schema/invitations';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { hashOpaqueToken } from '../people/opaque-token';
import { isOpenInvitation } from './is-open-invitation';

export type InvitationRow = typeof invitations.$inferSelect;

/**
 * The open invitation of a token. By nature it looks across workspaces: the token says which one.
 * @throws AppError `NOT_FOUND` alike for one that never was, was used, was revoked, or is too old.
 */
export async function findInvitation(db: Queryable, token: string, now: Date): Promise<InvitationRow> {
  const [row] = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.tokenHash, hashOpaqueToken(token)), isOpenInvitation(now)));
  if (row === undefined) throw noSuchInvitation();
  return row;
}

export function noSuchInvitation(): AppError {
  return new AppError('NOT_FOUND', 'This invitation was used, revoked, or is too old. Ask for a new one.');
}
