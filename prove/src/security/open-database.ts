import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDatabase, type Database } from '@dovecote/db/client';
import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { openTenantDatabases } from '@dovecote/db/tenant-databases';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import { createLogger } from '@dovecote/observability/logger';
import { composeServices } from '@dovecote/services/compose-services';
import type { AppServices } from '@dovecote/services/service-context';

export interface ProvingDatabase {
  url: string;
  /** Everything, as the database's owner. */
  owner: Database;
  services: AppServices;
  remove(): Promise<void>;
}

/** A throwaway Postgres with the schema and services on it. */
export async function openDatabase(encryptionKeys: string): Promise<ProvingDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'dovecote-prove-'));
  chmodSync(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir, isThrowaway: true });
  await migrateDatabase(server.url, findMigrations(import.meta.dirname));
  const owner = connectDatabase({ url: server.url, applicationName: 'prove-owner', connectionsMax: 4 });
  const databases = openTenantDatabases({ url: server.url, applicationName: 'prove', connectionsMax: 10 });
  const composed = composeServices(
    {
      telegramApiRoot: 'http://127.0.0.1:9',
      sandboxApiRoot: null,
      sandboxControlToken: null,
      publicUrl: null,
      signup: 'open',
      requireAdmin2fa: false,
      encryptionKeys,
      smtpUrl: null,
      mailFrom: null,
    },
    { databases, logger: createLogger({ name: 'prove', level: 'silent' }), passwordHasher: noPasswords },
  );
  return {
    url: server.url,
    owner,
    services: composed.services,
    async remove() {
      await composed.close();
      await databases.close();
      await owner.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const noPasswords = { hash: async () => 'none', verify: async () => false, findWeakness: () => null };
