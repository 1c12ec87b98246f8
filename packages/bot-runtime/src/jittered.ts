/** Between half of the time and all of it, in milliseconds, so that what failed together does not come back at once. */
export function jittered(ms: number, random: () => number = Math.random): number {
  return ms / 2 + (random() * ms) / 2;
}
