/** Names that were found good; making a formatter takes longer than handling an update. */
const known = new Set<string>();
const knownMax = 1_000;

/** Whether it is a name of the IANA time-zone list. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  const isName = !/^[+-]/.test(name);
  if (isName && known.size < knownMax) known.add(name);
  return isName;
}
