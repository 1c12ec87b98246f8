declare const sealedBrand: unique symbol;

/** Text that only the vault can open: the envelope `v1|kek|dek|commitment|nonce|ciphertext|tag`. */
export type Sealed = string & { readonly [sealedBrand]: true };

/** Marks text read from a sealed column; the vault still verifies it when it opens it. */
export function asSealed(text: string): Sealed {
  return text as Sealed;
}
