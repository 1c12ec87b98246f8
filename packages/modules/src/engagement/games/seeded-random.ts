import { createHash } from 'node:crypto';

/** The same seed, the same numbers: a source of whole numbers from 0 up to a bound. */
export function seededRandom(seed: string): (below: number) => number {
  let count = 0;
  return (below) => {
    count += 1;
    const digest = createHash('sha256').update(`${seed}/${count}`).digest();
    return digest.readUInt32BE(0) % below;
  };
}

/** The items in an order the source decides. */
export function shuffle<Item>(items: readonly Item[], random: (below: number) => number): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random(left.length), 1));
}
