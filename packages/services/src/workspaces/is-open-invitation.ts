import { invitations } from '@dovecote/db/schema/invitations';
import { and, gt, isNull, type SQL } from 'drizzle-orm';

/** Not used, not revoked, not too old. */
export function isOpenInvitation(now: Date): SQL | undefined {
  return and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));
}
