import type { z } from 'zod';

/**
 * Stored settings under today's schema, which may ask for more than the one they were saved under. What no longer fits
 * is left out: the entry where it stands in a list, else the field, which takes its default.
 */
export function readStoredSettings<Schema extends z.ZodObject>(schema: Schema, stored: unknown): z.output<Schema> {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  const rest = schema.safeParse(leaveOut(stored, parsed.error.issues.flatMap(pathsOf)));
  return rest.success ? rest.data : schema.parse({});
}

type Path = readonly PropertyKey[];

function pathsOf(issue: z.core.$ZodIssue): Path[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function leaveOut(value: unknown, paths: readonly Path[]): unknown {
  if (Array.isArray(value)) return value.filter((_, at) => !paths.some(([first]) => first === at));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).flatMap(([key, child]) => {
    const below = paths.filter(([first]) => first === key).map((path) => path.slice(1));
    return below.some((path) => path.length === 0) ? [] : [[key, leaveOut(child, below)]];
  });
  return Object.fromEntries(kept);
}
