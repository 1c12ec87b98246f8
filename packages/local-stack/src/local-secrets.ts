import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from './start-refusal';

const makers = {
  AUTH_SECRET: () => randomBytes(32).toString('base64url'),
  ENCRYPTION_KEYS: () => `local:${randomBytes(32).toString('base64')}`,
  SANDBOX_CONTROL_TOKEN: () => randomBytes(32).toString('base64url'),
} as const;

export type LocalSecretName = keyof typeof makers;

/** What a `<NAME>_FILE` holds; throws a StartRefusal that names it. */
export function readGivenFile(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new StartRefusal(`${name}_FILE: ${file} cannot be read. Give the path of a file that holds the value.`, {
      cause,
    });
  }
}

/** A given secret, else the one kept in the data folder (mode 0600), made on the first start. */
export function readLocalSecret(
  name: LocalSecretName,
  env: Record<string, string | undefined>,
  dataDir: string,
): string {
  const given = env[name];
  if (given) return given;
  const givenFile = env[`${name}_FILE`];
  if (givenFile) return readGivenFile(name, givenFile);
  const folder = path.join(dataDir, 'keys');
  const file = path.join(folder, name.toLowerCase().replaceAll('_', '-'));
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    writeFileSync(file, makers[name](), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
