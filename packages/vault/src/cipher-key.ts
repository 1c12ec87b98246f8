import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** An AES-256 key and a public commitment to it, both derived from one root key. */
export interface CipherKey {
  readonly encryptionKey: Buffer;
  readonly commitment: Buffer;
  /** The same in base64url, as every envelope shows it. */
  readonly commitmentText: string;
}

export interface Ciphertext {
  commitment: Buffer;
  nonce: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const noncesAtOnce = 256;

/** Splits a root key; the commitment (RFC 9771, key-committing AEAD) says which key a ciphertext is bound to. */
export function deriveCipherKey(rootKey: Buffer): CipherKey {
  const commitment = Buffer.from(hkdfSync('sha256', rootKey, '', 'dovecote/v1/commitment', 32));
  return {
    encryptionKey: Buffer.from(hkdfSync('sha256', rootKey, '', 'dovecote/v1/encryption', 32)),
    commitment,
    commitmentText: commitment.toString('base64url'),
  };
}

export function encrypt(key: CipherKey, plaintext: Buffer, associatedData: Buffer): Omit<Ciphertext, 'commitment'> {
  const nonce = nextNonce();
  const cipher = createCipheriv(algorithm, key.encryptionKey, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData);
  const ciphertext = cipher.update(plaintext);
  // This mode keeps no bytes back.
  cipher.final();
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

let nonces: Buffer = Buffer.alloc(0);

/** Each is given out once. Asking the system for many at a time costs a fraction of asking for each. */
function nextNonce(): Buffer {
  if (nonces.length < nonceBytes) nonces = randomBytes(noncesAtOnce * nonceBytes);
  const nonce = nonces.subarray(0, nonceBytes);
  nonces = nonces.subarray(nonceBytes);
  return nonce;
}

/** @throws Error when the key, the text or the associated data is not the one it was encrypted with. */
export function decrypt(key: CipherKey, sealed: Ciphertext, associatedData: Buffer): Buffer {
  const isRightKey =
    sealed.commitment.length === key.commitment.length && timingSafeEqual(sealed.commitment, key.commitment);
  if (!isRightKey || sealed.nonce.length !== nonceBytes || sealed.tag.length !== tagBytes) {
    throw new Error('The envelope belongs to another key.');
  }
  const decipher = createDecipheriv(algorithm, key.encryptionKey, sealed.nonce, { authTagLength: tagBytes });
  decipher.setAAD(associatedData);
  decipher.setAuthTag(sealed.tag);
  return Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]);
}
