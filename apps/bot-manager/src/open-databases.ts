import { connectDatabase, type Database, type DatabaseOptions } from '@dovecote/db/client';
import { hasRole } from '@dovecote/db/database-role';
import { runtimeRole } from '@dovecote/db/runtime-role';
import { openTenantDatabases, type TenantDatabases } from '@dovecote/db/tenant-databases';
import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';

export interface Databases {
  /** For what spans workspaces: holders, leases, webhooks, due work. */
  platform: Database;
  /** For jobs alone: what a sweep of retention deletes may take minutes. */
  jobs: Database;
  /** For updates and answers, as the role that reaches nothing else where the server has it. */
  runtime: Database;
  /** For verbs, which name one workspace. */
  tenants: TenantDatabases;
  close(): Promise<void>;
}

/** The pools of this process. Rejects if the database does not answer. */
export async function openDatabases(url: string, logger: Logger): Promise<Databases> {
  const onPoolError = warnSeldom(logger, 'a database connection broke');
  const connect = (applicationName: string, connectionsMax: number, more: Partial<DatabaseOptions> = {}) =>
    connectDatabase({ url, applicationName, connectionsMax, onPoolError, ...more });
  const platform = connect('dovecote-bot-manager', 12, { isBrisk: true });
  const jobs = connect('dovecote-jobs', 1);
  const runtime = connect('dovecote-runtime', 8, {
    role: (await hasRole(platform.db, runtimeRole)) ? runtimeRole : undefined,
    hasFixedStatements: true,
    isBrisk: true,
  });
  const tenants = openTenantDatabases({ url, applicationName: 'dovecote-verbs', connectionsMax: 2, onPoolError });
  return {
    platform,
    jobs,
    runtime,
    tenants,
    close: async () => void (await Promise.all([runtime, tenants, platform, jobs].map((one) => one.close()))),
  };
}
