export interface ValueChange {
  field: string;
  /** Null where it was not set. */
  before: string | null;
  after: string | null;
}

type Values = Record<string, unknown> | null;

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

/** Nested values under dotted names, such as `settings.greeting`. */
function flatten(values: Record<string, unknown>, prefix = ''): Map<string, string | null> {
  const flat = new Map<string, string | null>();
  for (const [key, value] of Object.entries(values)) {
    const field = `${prefix}${key}`;
    if (!isPlain(value) || Object.keys(value).length === 0) flat.set(field, toText(value));
    else for (const [inner, text] of flatten(value, `${field}.`)) flat.set(inner, text);
  }
  return flat;
}

/** The fields that differ between two states, in the order they stand there. */
export function diffValues(before: Values, after: Values): ValueChange[] {
  const old = flatten(before ?? {});
  const fresh = flatten(after ?? {});
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: fresh.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}
