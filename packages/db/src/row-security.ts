import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from './client';
import { hasRole } from './database-role';
import { runtimeGrants, runtimeRole } from './runtime-role';
import { tenantTables } from './tenant-tables';

/** The setting that names the one workspace a connection works for. Unset, it sees no tenant's row. */
export const workspaceSetting = 'dovecote.workspace';
/** The setting's value for work across workspaces: platform admins, jobs, the bot-manager. */
export const everyWorkspace = '*';

const tenantPolicy = 'tenant';
const runtimePolicy = 'runtime';
const platformAppendPolicy = 'platform_append';

/**
 * Forces row security on every tenant table; safe to repeat, and what is in place is not touched. The setting is read
 * in a sub-query, so that it is read once a statement and not once a row.
 */
export async function forceRowSecurity(db: Queryable): Promise<void> {
  const hasRuntime = await hasRole(db, runtimeRole);
  const inPlace = await findInPlace(db);
  for (const [table, column] of Object.entries(tenantTables)) {
    if (!inPlace.has(table)) {
      await db.execute(sql`alter table ${sql.identifier(table)} enable row level security, force row level security`);
    }
    const ensure = async (policy: string, definition: SQL): Promise<void> => {
      if (inPlace.has(`${table}/${policy}`)) return;
      await db.execute(sql`create policy ${sql.identifier(policy)} on ${sql.identifier(table)} ${definition}`);
    };
    const setting = sql.raw(`(select current_setting('${workspaceSetting}', true))`);
    await ensure(
      tenantPolicy,
      sql`using (${sql.identifier(column)} = ${setting} or ${setting} = ${sql.raw(`'${everyWorkspace}'`)})`,
    );
    if (hasRuntime && table in runtimeGrants) {
      await ensure(runtimePolicy, sql`to ${sql.identifier(runtimeRole)} using (true) with check (true)`);
    }
  }
  if (!inPlace.has(`audit_events/${platformAppendPolicy}`)) {
    const name = sql.identifier(platformAppendPolicy);
    await db.execute(sql`create policy ${name} on audit_events for insert with check (workspace_id is null)`);
  }
}

/** The tables that are secured, and their policies as `table/policy`. */
async function findInPlace(db: Queryable): Promise<Set<string>> {
  const result = await db.execute<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relrowsecurity and relforcerowsecurity
    union all
    select tablename || '/' || policyname from pg_policies where schemaname = 'public'`);
  return new Set(result.rows.map(({ name }) => name));
}
