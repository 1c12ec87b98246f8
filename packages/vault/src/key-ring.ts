import { randomBytes } from 'node:crypto';
import { type CipherKey, deriveCipherKey } from './cipher-key';
import { deriveSigningKey } from './signature';

export const keyBytes = 32;

/** Key-encryption keys by id; new data keys are wrapped by the current one. */
export interface KeyRing {
  readonly current: KeyEncryptionKey;
  find(id: string): KeyEncryptionKey | undefined;
}

export interface KeyEncryptionKey {
  readonly id: string;
  readonly cipherKey: CipherKey;
  /** For `signature`; it opens nothing. */
  readonly signingKey: Buffer;
}

const idPattern = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * Reads `id:base64,id:base64`; the first is current.
 * @throws Error that names the entry by its place and what is wrong with it, never its text.
 */
export function parseKeyRing(text: string): KeyRing {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const keys = entries.map((entry, index) => parseEntry(entry, index + 1));
  const [current] = keys;
  if (current === undefined) throw new Error('ENCRYPTION_KEYS is empty: it needs at least one id:base64 pair.');
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size < keys.length) throw new Error('ENCRYPTION_KEYS has two keys with one id.');
  return { current, find: (id) => byId.get(id) };
}

/** A new key as an entry of the ring. */
export function generateKey(id = `k${randomBytes(4).toString('hex')}`): string {
  return `${id}:${randomBytes(keyBytes).toString('base64')}`;
}

function parseEntry(entry: string, place: number): KeyEncryptionKey {
  const colon = entry.indexOf(':');
  if (colon < 1) throw new Error(`ENCRYPTION_KEYS, key ${place}: expected id:base64.`);
  const id = entry.slice(0, colon);
  if (!idPattern.test(id)) {
    throw new Error(`ENCRYPTION_KEYS, key ${place}: the id may hold letters, digits, "_", "-" and "." only, up to 64.`);
  }
  const encoded = entry.slice(colon + 1);
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded)) throw new Error(`ENCRYPTION_KEYS, key "${id}": it is not base64.`);
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== keyBytes) {
    throw new Error(`ENCRYPTION_KEYS, key "${id}": it has ${key.length} bytes and must have ${keyBytes}.`);
  }
  return { id, cipherKey: deriveCipherKey(key), signingKey: deriveSigningKey(key) };
}
