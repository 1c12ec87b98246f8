import { createHash } from 'node:crypto';
import type { FaqPair } from './definition';

/** Names a pair on a button for as long as its question stays the same. */
export function pairHash(pair: FaqPair): string {
  return createHash('sha256').update(pair.question).digest('base64url').slice(0, 16);
}
