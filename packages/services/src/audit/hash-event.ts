import { createHash } from 'node:crypto';
import type { auditEvents } from '@dovecote/db/schema/audit-events';
import { canonicalJson } from './canonical-json';

type AuditRow = Required<typeof auditEvents.$inferSelect>;

/** The chain of what belongs to no workspace. */
export const platformChain = 'platform';

/** What the first event of a chain points back to. */
export const chainStart = '0'.repeat(64);

/** SHA-256 over the previous hash and every other column of the event. */
export function hashEvent(event: Omit<AuditRow, 'hash'>): string {
  const { previousHash, ...content } = event;
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(content)}`)
    .digest('hex');
}

/** What the signature of a chain's head is of. */
export function headText({ chain, seq, hash }: { chain: string; seq: number; hash: string }): string {
  return canonicalJson(['dovecote/audit-head', chain, seq, hash]);
}
