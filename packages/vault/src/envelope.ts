import { type CipherKey, type Ciphertext, decrypt, encrypt } from './cipher-key';
import { asSealed, type Sealed } from './sealed';

/** Where a sealed value lives; it opens nowhere else. */
export interface SealedPlace {
  workspaceId: string;
  purpose: string;
  row: string;
  column: string;
}

export interface EnvelopeKey {
  kekId: string;
  dekId: string;
  cipherKey: CipherKey;
}

const version = 'v1';

/** Seals under a data key, bound to the place: `v1|kek id|dek id|commitment|nonce|ciphertext|tag`. */
export function sealEnvelope(key: EnvelopeKey, value: string, place: SealedPlace): Sealed {
  const header = `${version}|${key.kekId}|${key.dekId}`;
  const sealed = encrypt(key.cipherKey, Buffer.from(value, 'utf8'), associatedData(header, place));
  return asSealed(`${header}|${encodeCiphertext(key.cipherKey, sealed)}`);
}

/** @throws Error without any detail of the content when the envelope was changed, moved, or is under another key. */
export function openEnvelope(key: { cipherKey: CipherKey }, sealed: Sealed, place: SealedPlace): string {
  const { header, ciphertext } = parseEnvelope(sealed);
  return decrypt(key.cipherKey, ciphertext, associatedData(header, place)).toString('utf8');
}

/** The id of the data key an envelope needs. */
export function readDataKeyId(sealed: Sealed): string {
  return parseEnvelope(sealed).dekId;
}

/** Wraps a data key's bytes under a key-encryption key, bound to the data key's id and owner. */
export function wrapKey(kek: { id: string; cipherKey: CipherKey }, dataKey: Buffer, boundTo: string): string {
  const header = `${version}|${kek.id}`;
  const sealed = encrypt(kek.cipherKey, dataKey, Buffer.from(`${header}|${boundTo}`));
  return `${header}|${encodeCiphertext(kek.cipherKey, sealed)}`;
}

/** @throws Error when the wrapping key or what the data key is bound to is not the one of `wrapKey`. */
export function unwrapKey(kek: { id: string; cipherKey: CipherKey }, wrapped: string, boundTo: string): Buffer {
  const parts = wrapped.split('|');
  const header = parts.slice(0, 2).join('|');
  if (parts.length !== 6 || header !== `${version}|${kek.id}`) throw new Error('The wrapped key is malformed.');
  return decrypt(kek.cipherKey, decodeCiphertext(parts.slice(2)), Buffer.from(`${header}|${boundTo}`));
}

function parseEnvelope(sealed: Sealed): { header: string; dekId: string; ciphertext: Ciphertext } {
  const parts = sealed.split('|');
  const [partVersion, kekId, dekId] = parts;
  if (parts.length !== 7 || partVersion !== version || !kekId || !dekId) throw new Error('The envelope is malformed.');
  return { header: `${version}|${kekId}|${dekId}`, dekId, ciphertext: decodeCiphertext(parts.slice(3)) };
}

/** JSON keeps the parts apart whatever they hold, so that no two places share their associated data. */
function associatedData(header: string, { purpose, workspaceId, row, column }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([header, purpose, workspaceId, row, column]), 'utf8');
}

function encodeCiphertext(key: CipherKey, { nonce, ciphertext, tag }: ReturnType<typeof encrypt>): string {
  const texts = `${nonce.toString('base64url')}|${ciphertext.toString('base64url')}|${tag.toString('base64url')}`;
  return `${key.commitmentText}|${texts}`;
}

function decodeCiphertext(parts: string[]): Ciphertext {
  const [commitment, nonce, ciphertext, tag] = parts.map(decodeCanonical);
  if (!commitment || !nonce || !ciphertext || !tag) throw new Error('The envelope is malformed.');
  return { commitment, nonce, ciphertext, tag };
}

/** Base64url has several spellings of the same bytes; only the one we write is accepted. */
function decodeCanonical(text: string): Buffer {
  const decoded = Buffer.from(text, 'base64url');
  if (decoded.toString('base64url') !== text) throw new Error('The envelope is malformed.');
  return decoded;
}
