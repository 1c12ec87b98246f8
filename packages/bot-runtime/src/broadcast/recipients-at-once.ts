const oneMax = 200;
const oneMin = 10;
const allMax = 50_000;

/** How many recipients of one broadcast are read at a time, where so many broadcasts share the memory for them. */
export function recipientsAtOnce(broadcasts: number): number {
  return Math.min(oneMax, Math.max(oneMin, Math.floor(allMax / broadcasts)));
}
