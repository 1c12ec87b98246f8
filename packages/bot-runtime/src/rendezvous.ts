/**
 * Spreads keys over processes by highest random weight. Every process reckons the same without asking the others, and
 * a process that comes or goes moves only its own share.
 */
export class Rendezvous {
  readonly #hashes: readonly number[];

  constructor(readonly processIds: readonly string[]) {
    this.#hashes = processIds.map(hashText);
  }

  /** The process that should hold the key; null if there is none. */
  pick(key: string): string | null {
    const keyHash = hashText(key);
    let best: string | null = null;
    let bestWeight = -1;
    for (const [index, processId] of this.processIds.entries()) {
      const weight = pairWeight(keyHash, this.#hashes[index] ?? 0);
      if (weight < bestWeight || (weight === bestWeight && best !== null && processId > best)) continue;
      best = processId;
      bestWeight = weight;
    }
    return best;
  }
}

/** An even 32-bit hash of a text. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

function pairWeight(keyHash: number, processHash: number): number {
  return mix(Math.imul(keyHash, 0x9e3779b1) ^ processHash);
}

/** Spreads every bit over all others; 0 to 2^32 - 1. */
function mix(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
