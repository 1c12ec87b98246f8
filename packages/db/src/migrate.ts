import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { grantAppRole } from './app-role';
import { everyWorkspace, forceRowSecurity, workspaceSetting } from './row-security';
import { grantRuntimeRole } from './runtime-role';
import { seedPlans } from './seed-plans';

/** Any number, the same in every process that migrates this database. */
const migrationLock = 4_102_761;

/** Brings the schema up to date; several processes may call it at once, one works and the others wait. */
export async function migrateDatabase(url: string, migrationsFolder: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'dovecote-migrate',
    options: `-c ${workspaceSetting}=${everyWorkspace}`,
  });
  // The statement that meets it fails; without a listener the process would end besides.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const db = drizzle({ client });
    await migrate(db, { migrationsFolder });
    await seedPlans(db);
    await grantRuntimeRole(db);
    await grantAppRole(db);
    await forceRowSecurity(db);
  } finally {
    await client.end();
  }
}
