import { openTenantDatabases } from '@dovecote/db/tenant-databases';
import type { Logger } from '@dovecote/observability/logger';
import { sql } from 'drizzle-orm';
import { type ComposeSettings, composeServices } from './compose-services';
import { createLiveHub, type LiveHub } from './live/live-hub';
import type { PasswordHasher } from './people/password-hasher';
import type { AppServices } from './service-context';

export interface OpenSettings extends ComposeSettings {
  databaseUrl: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  connectionsMax: number;
}

export interface OpenServices {
  services: AppServices;
  live: LiveHub;
  /** Throws while the database cannot be asked. */
  pingDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** Everything a transport needs, over a database pool of its own that connects when first used. */
export function openServices(
  settings: OpenSettings,
  parts: { logger: Logger; passwordHasher: PasswordHasher },
): OpenServices {
  const databases = openTenantDatabases({
    url: settings.databaseUrl,
    applicationName: settings.applicationName,
    connectionsMax: settings.connectionsMax,
    onPoolError: (error) => parts.logger.warn({ err: error }, 'a database connection broke'),
  });
  const composed = composeServices(settings, { databases, ...parts });
  const live = createLiveHub(databases.pool, parts.logger);
  return {
    services: composed.services,
    live,
    async pingDatabase() {
      await databases.persons.execute(sql`select 1`);
    },
    async close() {
      live.close();
      await composed.close();
      await databases.close();
    },
  };
}
