import { readFileSync } from 'node:fs';

/** How the error begins, so that whoever starts a process finds it among its last words. */
export const environmentIsWrong = 'The environment is not right.';

interface EnvSchema<Env> {
  shape: Record<string, unknown>;
  safeParse(
    values: Record<string, string | undefined>,
  ): { success: true; data: Env } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

/**
 * Reads a process's settings; each variable is also accepted as `<NAME>_FILE`, a file that holds the value.
 * Throws an Error that names every variable that is wrong, never with its value.
 */
export function readEnv<Env>(schema: EnvSchema<Env>, source: Record<string, string | undefined>): Env {
  const values: Record<string, string | undefined> = {};
  const unreadable: string[] = [];
  for (const name of Object.keys(schema.shape)) {
    const file = source[`${name}_FILE`];
    // An empty variable, as compose files make them, counts as not set.
    if (source[name]) values[name] = source[name];
    else if (file) {
      try {
        values[name] = readFileSync(file, 'utf8').trim() || undefined;
      } catch (error) {
        unreadable.push(`${name}_FILE: ${file} cannot be read (${codeOf(error)})`);
      }
    }
  }
  if (unreadable.length > 0) throw notRight(unreadable);
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  throw notRight(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

function notRight(lines: readonly string[]): Error {
  const error = new Error(`${environmentIsWrong}\n${lines.join('\n')}`);
  // Nobody who set a variable needs the place in our code, and of a child's last words only so many are shown.
  error.stack = `Error: ${error.message}`;
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
