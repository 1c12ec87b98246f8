import { readFileSync } from 'node:fs';

interface EnvSchema<Env> {
  shape: Record<string, unknown>;
  safeParse(
    values: Record<string, string | undefined>,
  ): { success: true; data: Env } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

/**
 * Reads a process's settings; each variable is also accepted as `<NAME>_FILE`, a file that holds the value.
 * Throws an Error that names every variable that is wrong.
 */
export function readEnv<Env>(schema: EnvSchema<Env>, source: Record<string, string | undefined>): Env {
  const values: Record<string, string | undefined> = {};
  for (const name of Object.keys(schema.shape)) {
    const file = source[`${name}_FILE`];
    // An empty variable, as compose files make them, counts as not set.
    values[name] = source[name] || (file ? readFileSync(file, 'utf8').trim() : undefined);
  }
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not right.\n${lines.join('\n')}`);
}
