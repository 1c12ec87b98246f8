/** What the journal writes about an update that could not be handled, the narrower first. */
const shapes = [
  ['unreadable', /^what the journal keeps of it cannot be read$/],
  ['tooLong', /^handler failed (?<tries>\d+) times: it took too long$/],
  ['databaseRefused', /^handler failed (?<tries>\d+) times: the database refused what it wrote$/],
  ['failed', /^handler failed (?<tries>\d+) times: (?<error>.+)$/],
  ['busy', /^kept the process busy for more than (?<seconds>\d+) seconds, (?<tries>\d+) times$/],
  ['memory', /^used up the memory of its process, (?<tries>\d+) times$/],
] as const;

export interface ReadReason {
  code: (typeof shapes)[number][0];
  /** Numbers as numbers, so that they can be counted and formatted. */
  values: Record<string, string | number>;
}

/** The code of a reason and what it names; null for one that is not of the journal's making. */
export function readReason(reason: string): ReadReason | null {
  for (const [code, shape] of shapes) {
    const found = shape.exec(reason);
    if (found === null) continue;
    const named = Object.entries(found.groups ?? {});
    return { code, values: Object.fromEntries(named.map(([name, text]) => [name, asNumber(text)])) };
  }
  return null;
}

function asNumber(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}
