import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './key-ring';

const signatureBytes = 32;

/** Derived apart from the encryption key, so that neither use says anything of the other (RFC 5869). */
export function deriveSigningKey(rootKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', rootKey, '', 'dovecote/v1/signing', signatureBytes));
}

/** HMAC-SHA-256 under the ring's current key, as `key id|base64url`. */
export function sign(keyRing: KeyRing, text: string): string {
  const { id, signingKey } = keyRing.current;
  return `${id}|${createHmac('sha256', signingKey).update(text).digest('base64url')}`;
}

/** Whether it was made by `sign` for this text, under any key the ring still holds. */
export function isSignatureOf(keyRing: KeyRing, text: string, signature: string): boolean {
  const [id = '', value = ''] = signature.split('|');
  const key = keyRing.find(id);
  if (key === undefined) return false;
  const expected = createHmac('sha256', key.signingKey).update(text).digest();
  const given = Buffer.from(value, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
