import { sql } from 'drizzle-orm';
import type { Queryable } from './client';

/** The role of claim, flush and sender: it reaches what they need and nothing else, whatever their code says. */
export const runtimeRole = 'dovecote_runtime';

const readAndWrite = 'select, insert, update, delete';

/** What the runtime may touch. A module's tables are written by the flush, so they belong here too. */
export const runtimeGrants: Readonly<Record<string, string>> = {
  updates: readAndWrite,
  update_bodies: readAndWrite,
  outbox: readAndWrite,
  minute_stats: readAndWrite,
  minute_counts: 'select, insert, delete',
  contacts: readAndWrite,
  dialogues: readAndWrite,
  quarantine: 'select, insert',
  faq_unanswered: readAndWrite,
  broadcasts: 'select, update (state, started_at, finished_at)',
  broadcast_recipients: 'select, update, delete',
  bot_holders: readAndWrite,
  processes: 'select, update (expires_at), delete',
  bots: 'select, update (webhook_set_url, menu_digest)',
  bot_credentials: 'select',
  module_settings: 'select',
  // Written by triggers, when one of its updates fails for good or a question finds no answer.
  webhook_events: 'insert',
  webhook_endpoints: 'select (workspace_id, is_on, events)',
  workspaces: 'select',
  plans: 'select',
};

/**
 * Makes the role, unless the server's administrator did, and gives it what the list says. Where this user may not make
 * roles, nothing happens; `hasRuntimeRole` then says so.
 */
export async function grantRuntimeRole(db: Queryable): Promise<void> {
  await db.execute(sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'dovecote_runtime') then
        create role dovecote_runtime nologin nobypassrls;
      end if;
    exception when insufficient_privilege or duplicate_object or unique_violation then null;
    end $$`);
  if (!(await hasRuntimeRole(db))) return;
  const role = sql.identifier(runtimeRole);
  await db.execute(sql`grant usage on schema public to ${role}`);
  for (const [table, privileges] of Object.entries(runtimeGrants)) {
    await db.execute(sql`grant ${sql.raw(privileges)} on ${sql.identifier(table)} to ${role}`);
  }
}

/** Whether this user may act as the runtime's role. */
export async function hasRuntimeRole(db: Queryable): Promise<boolean> {
  const result = await db.execute<{ is_there: boolean }>(sql`
    select exists (select from pg_roles where rolname = ${runtimeRole}
      and pg_has_role(current_user, oid, 'member')) as is_there`);
  return result.rows[0]?.is_there ?? false;
}
