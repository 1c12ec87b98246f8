import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runtimeGrants } from '@dovecote/db/runtime-role';
import { sharedTables, tenantTables } from '@dovecote/db/tenant-tables';

export const migrationsFolder = path.resolve(import.meta.dirname, '../../../migrations');

/**
 * The database that throwaway ones are copied from. Its name changes with the migrations, with what they grant, and
 * once a day, because a template holds the day's partitions; so runs from several checkouts do not disturb each other.
 */
export const templateName = `dovecote_template_${templateDigest()}`;

function templateDigest(): string {
  const rights = JSON.stringify([runtimeGrants, tenantTables, sharedTables]);
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10)).update(rights);
  for (const file of readdirSync(migrationsFolder).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(path.join(migrationsFolder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
