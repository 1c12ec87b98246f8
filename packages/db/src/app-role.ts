import { sql } from 'drizzle-orm';
import type { Queryable } from './client';
import { createRole, hasRole } from './database-role';
import { sharedTables, tenantTables, tenantViews } from './tenant-tables';

/** The role of the dashboard, the API and jobs: it owns no table, so row security holds for it. */
export const appRole = 'dovecote_app';

/** Tables it may only read and add to. */
const appendOnly = ['audit_events', 'engagement_entries'];

/** Tables it may only read: a bot's holder remembers what it wrote there, so nobody else may write them. */
const readOnly = ['contacts', 'dialogues'];

/** Makes the role, unless the server's administrator did, and lets it read and write rows of every table. */
export async function grantAppRole(db: Queryable): Promise<void> {
  await createRole(db, appRole);
  if (!(await hasRole(db, appRole))) return;
  const role = sql.identifier(appRole);
  await db.execute(sql`grant usage on schema public to ${role}`);
  for (const table of [...Object.keys(tenantTables), ...Object.keys(sharedTables)]) {
    await db.execute(sql`grant ${sql.raw(privilegesOn(table))} on ${sql.identifier(table)} to ${role}`);
  }
  for (const table of readOnly) {
    await db.execute(sql`revoke insert, update, delete on ${sql.identifier(table)} from ${role}`);
  }
  for (const view of tenantViews) await db.execute(sql`grant select on ${sql.identifier(view)} to ${role}`);
}

function privilegesOn(table: string): string {
  if (readOnly.includes(table)) return 'select';
  return appendOnly.includes(table) ? 'select, insert' : 'select, insert, update, delete';
}
