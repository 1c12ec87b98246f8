const limitMax = 100_000;

/** A whole number from 1 to 100,000, or null. */
export function readLimit(text: string): number | null {
  if (!/^[1-9]\d{0,5}$/.test(text.trim())) return null;
  const limit = Number(text);
  return limit <= limitMax ? limit : null;
}
