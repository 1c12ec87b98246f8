import { createHash } from 'node:crypto';

/** How a code that connects a group is kept until somebody types it. */
export function hashCode(code: string): string {
  return createHash('sha256').update(code.trim().toUpperCase()).digest('hex');
}
