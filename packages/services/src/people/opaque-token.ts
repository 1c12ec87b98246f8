import { createHash, randomBytes } from 'node:crypto';

/** A random secret of ours; the prefix lets the scrubber and secret scanners know it. */
export function newOpaqueToken(noun: 'refresh' | 'link' | 'invite'): string {
  return `dv_${noun}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored instead of a token; 256 random bits need no salt. */
export function hashOpaqueToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
