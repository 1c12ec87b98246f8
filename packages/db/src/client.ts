import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgDatabase, type NodePgTransaction } from 'drizzle-orm/node-postgres';
import pg from 'pg';
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
/** A connection that fell silent is given up after this long; TCP would take a quarter of an hour. */
const silentMsMax = 10_000;
/** Of a pool whose statements never take long. */
export const briskSettings = { query_timeout: silentMsMax };

/** Of every pool of ours. */
export const poolSettings = { connectionTimeoutMillis: 3_000, idleTimeoutMillis: 30_000, keepAlive: true };

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
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.connectionsMax ?? 10,
    ...poolSettings,
    options: sessionSettings(options),
    ...(options.isBrisk ? briskSettings : {}),
  });
  surviveBreaks(pool, options.onPoolError);
  if (options.isBrisk) leaveSilent(pool);
  return { db: drizzle({ client: pool }), pool, close: () => pool.end() };
}

/**
 * A connection that breaks is told of and replaced. One that is in use fails its query or its transaction's next one; but
 * without a listener of its own it would end the process besides.
 */
export function surviveBreaks(pool: pg.Pool, onPoolError: DatabaseOptions['onPoolError']): void {
  pool.on('error', (error) => onPoolError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
}

/** Where one connection fell silent the idle ones did too: nobody shall find that out of each of them. */
export function leaveSilent(pool: pg.Pool): void {
  pool.on('release', (error) => {
    if (!(error instanceof Error && error.message === 'Query read timeout')) return;
    for (let idle = pool.idleCount; idle > 0; idle -= 1) {
      pool.connect().then(
        (client) => client.release(true),
        () => undefined,
      );
    }
  });
}

function sessionSettings({ role, hasFixedStatements }: DatabaseOptions): string {
  const settings = [
    `${workspaceSetting}=${everyWorkspace}`,
    ...(role === undefined ? [] : [`role=${role}`]),
    ...(hasFixedStatements ? fixedStatementSettings : []),
  ];
  return settings.map((setting) => `-c ${setting}`).join(' ');
}
