import { adminAccess } from '@dovecote/db/schema/audit-events';
import { and, gt, isNull, type SQL } from 'drizzle-orm';

/** A look inside that has neither run out nor been ended. */
export function isOpenLook(now: Date): SQL | undefined {
  return and(gt(adminAccess.expiresAt, now), isNull(adminAccess.endedAt));
}
