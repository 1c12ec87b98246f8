import { sql } from 'drizzle-orm';
import type { Queryable } from './client';

/** Makes a role nobody signs in as. Where this user may not make roles, nothing happens; `hasRole` then says so. */
export async function createRole(db: Queryable, role: string): Promise<void> {
  await db.execute(sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = ${sql.raw(`'${role}'`)}) then
        create role ${sql.identifier(role)} nologin nobypassrls;
      end if;
    exception when insufficient_privilege or duplicate_object or unique_violation then null;
    end $$`);
  // Who makes a role may not act as it by that alone.
  await db.execute(sql`
    do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) then
        grant ${sql.identifier(role)} to current_user;
      end if;
    exception when insufficient_privilege or undefined_object or invalid_grant_operation then null;
    end $$`);
}

/** Whether this user may act as the role. */
export async function hasRole(db: Queryable, role: string): Promise<boolean> {
  const result = await db.execute<{ is_there: boolean }>(sql`
    select exists (select from pg_roles where rolname = ${role}
      and pg_has_role(current_user, oid, 'member')) as is_there`);
  return result.rows[0]?.is_there ?? false;
}
