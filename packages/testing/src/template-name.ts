import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const migrationsFolder = path.resolve(import.meta.dirname, '../../../migrations');

const rightsFolder = path.resolve(import.meta.dirname, '../../db/src');
const rightsFiles = [
  'app-role.ts',
  'database-role.ts',
  'migrate.ts',
  'row-security.ts',
  'runtime-role.ts',
  'seed-plans.ts',
  'tenant-tables.ts',
];

/**
 * The database that throwaway ones are copied from. Its name changes with the migrations, and with what is granted and seeded, so runs
 * from several checkouts do not disturb each other.
 */
export const templateName = `dovecote_template_${templateDigest()}`;

function templateDigest(): string {
  const hash = createHash('sha256');
  for (const name of rightsFiles) hash.update(readFileSync(path.join(rightsFolder, name)));
  for (const file of readdirSync(migrationsFolder).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(path.join(migrationsFolder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
