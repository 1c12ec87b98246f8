import { createHash } from 'node:crypto';
import type { auditEvents } from '@dovecote/db/schema/audit-events';
import { canonicalJson } from './canonical-json';

type AuditRow = Required<typeof auditEvents.$inferSelect>;

/** What the first event of a chain points back to. */
export const chainStart = '0'.repeat(64);

/** SHA-256 over the previous hash and every other column of the event. */
export function hashEvent(event: Omit<AuditRow, 'hash'>): string {
  const { previousHash, ...content } = event;
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(content)}`)
    .digest('hex');
}
