import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { appRole } from './app-role';
import { createDb, type Db } from './client';
import { openPool, silentMsMax } from './open-pool';
import { everyWorkspace, workspaceSetting } from './row-security';
import type { ProvenWorkspaceId } from './tenancy';

/** One database as it looks to different askers; row security does the rest, whatever a query forgot. */
export interface TenantDatabases {
  /** Sees persons and no tenant's row. */
  persons: Db;
  /** Sees and takes rows of this workspace. */
  of(workspaceId: ProvenWorkspaceId): Db;
  /** Sees every workspace: for platform admins, jobs, and the few verbs that look across workspaces by nature. */
  platform: Db;
  /** For data keys only: their readers may be within a transaction, and must never wait for its connection. */
  keys: Db;
  /** For what needs a connection of its own, as listening does. */
  pool: pg.Pool;
  close(): Promise<void>;
}

export interface TenantDatabasesOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  connectionsMax: number;
  onPoolError?: (error: Error) => void;
}

const platformConnectionsMax = 5;
const keyConnectionsMax = 2;
/** The longest that a verb does, to remove a busy bot with all it holds, takes minutes. */
const verbMsMax = 5 * 60_000;

/** Opens the pools; nothing connects before the first query. */
export function openTenantDatabases(options: TenantDatabasesOptions): TenantDatabases {
  const pool = createPool(options, options.connectionsMax, '', verbMsMax);
  const platform = createPool(options, platformConnectionsMax, everyWorkspace, verbMsMax);
  const keys = createPool(options, keyConnectionsMax, everyWorkspace, silentMsMax);
  return {
    persons: createDb(pool),
    of: (workspaceId) => createWorkspaceDb(pool, workspaceId),
    platform: createDb(platform),
    keys: createDb(keys),
    pool,
    close: async () => {
      await Promise.all([pool.end(), platform.end(), keys.end()]);
    },
  };
}

function createPool(
  { url, applicationName, onPoolError }: TenantDatabasesOptions,
  max: number,
  workspace: string,
  answerMsMax: number,
): pg.Pool {
  return openPool({
    connectionString: url,
    application_name: applicationName,
    max,
    answerMsMax,
    options: `-c ${workspaceSetting}=${workspace}`,
    onConnect: takeAppRole,
    onPoolError,
  });
}

/**
 * Where the role could not be made, the owner of the tables goes on as themselves: row security is forced on them too,
 * but for users it never binds, and with those nothing may start.
 */
async function takeAppRole(client: { query(text: string): Promise<unknown> }): Promise<void> {
  await client.query(`do $$ begin set role ${appRole};
    exception when insufficient_privilege or invalid_parameter_value then
      if exists (select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)) then
        raise exception 'This database user goes around row security and cannot act as ${appRole}. Make that role and grant it to the user.';
      end if;
    end $$`);
}

/** Each statement is a transaction of its own that begins by naming the workspace, sent in one go. */
function createWorkspaceDb(pool: pg.Pool, workspaceId: string): Db {
  const raw = createDb(pool);
  const name = sql`select set_config(${workspaceSetting}, ${workspaceId}, true)`;
  const client = { query: (...query: unknown[]) => runInWorkspace(pool, workspaceId, query) };
  const db: Db = drizzle({ client: client as unknown as pg.Pool });
  const transaction: Db['transaction'] = async (work, config) =>
    await raw.transaction(async (tx) => {
      await tx.execute(name);
      return await work(tx);
    }, config);
  return Object.assign(db, { transaction });
}

const nameWorkspace = { name: 'name_workspace', text: `select set_config('${workspaceSetting}', $1, true)` };

async function runInWorkspace(pool: pg.Pool, workspaceId: string, query: unknown[]): Promise<unknown> {
  const client = await pool.connect();
  const run = client.query.bind(client) as (...query: unknown[]) => Promise<unknown>;
  const steps = [run('begin'), run(nameWorkspace, [workspaceId]), run(...query), run('commit')];
  const [, named, answered, ended] = await Promise.allSettled(steps);
  client.release(ended?.status === 'rejected' ? asError(ended.reason) : undefined);
  if (answered?.status === 'fulfilled' && named?.status === 'fulfilled' && ended?.status === 'fulfilled') {
    return answered.value;
  }
  throw [named, answered, ended].find((step) => step?.status === 'rejected')?.reason;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
