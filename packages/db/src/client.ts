import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgDatabase, type NodePgTransaction } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { isConnectionLost, openPool, silentMsMax } from './open-pool';
import { everyWorkspace, workspaceSetting } from './row-security';

type NoSchema = Record<string, never>;

export type Db = NodePgDatabase<NoSchema>;
export type Tx = NodePgTransaction<NoSchema, ExtractTablesWithRelations<NoSchema>>;
/** What a query needs: the pool or an open transaction. */
export type Queryable = Db | Tx;

/**
 * For statements that are the same ones over and over: each is planned once, for any values, and finds its rows by an
 * index even if it was planned while the tables were small.
 */
const fixedStatementSettings = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'random_page_cost=1.1',
  // One row that somebody holds must not keep everybody else's statement waiting.
  'lock_timeout=500',
];

export interface Database {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  connectionsMax?: number;
  onPoolError?: (error: Error) => void;
  /** Every connection acts as this role. */
  role?: string | undefined;
  /** Statements are the same ones over and over. */
  hasFixedStatements?: boolean;
  /** No statement takes long, so that a connection which does not answer one in time has fallen silent. */
  isBrisk?: boolean;
}

/** Opens a pool that works across workspaces. A connection that breaks is replaced on the next use; it never ends the process. */
export function connectDatabase(options: DatabaseOptions): Database {
  const pool = openPool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.connectionsMax ?? 10,
    options: sessionSettings(options),
    onPoolError: options.onPoolError,
    ...(options.isBrisk && { answerMsMax: silentMsMax }),
  });
  return { db: createDb(pool), pool, close: () => pool.end() };
}

/** Drizzle's own transactions keep a connection for ever whose `begin` failed, and give back one that is lost. */
export function createDb(pool: pg.Pool): Db {
  const transaction: Db['transaction'] = async (work, config) => {
    const client = await pool.connect();
    let lost: Error | undefined;
    try {
      return await drizzle({ client }).transaction(work, config);
    } catch (error) {
      if (error instanceof Error && isConnectionLost(error)) lost = error;
      throw error;
    } finally {
      client.release(lost);
    }
  };
  return Object.assign(drizzle({ client: pool }), { transaction });
}

function sessionSettings({ role, hasFixedStatements }: DatabaseOptions): string {
  const settings = [
    `${workspaceSetting}=${everyWorkspace}`,
    ...(role === undefined ? [] : [`role=${role}`]),
    ...(hasFixedStatements ? fixedStatementSettings : []),
  ];
  return settings.map((setting) => `-c ${setting}`).join(' ');
}
