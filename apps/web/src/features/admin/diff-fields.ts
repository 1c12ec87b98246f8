type Fields = Record<string, unknown> | null;

export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

function show(fields: Fields, field: string): string | null {
  const value = fields?.[field];
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The fields that differ between two states, in the order they are named. */
export function diffFields(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((field) => ({ field, before: show(before, field), after: show(after, field) }))
    .filter((change) => change.before !== change.after);
}
