import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createPasswordHasher } from '@dovecote/auth/password';
import { createLogger } from '@dovecote/observability/logger';
import { type OpenServices, openServices } from '@dovecote/services/open-services';

/** The database of the product that runs in `dataDir`, for what no person can do by hand. */
export function openProductDatabase(dataDir: string): OpenServices {
  return openServices(
    {
      databaseUrl: databaseUrlOf(dataDir),
      applicationName: 'dovecote-journey',
      connectionsMax: 1,
      encryptionKeys: `unused:${Buffer.alloc(32).toString('base64')}`,
      telegramApiRoot: 'http://127.0.0.1:9',
      sandboxApiRoot: null,
      sandboxControlToken: null,
      publicUrl: null,
      signup: 'closed',
      requireAdmin2fa: false,
      smtpUrl: null,
      mailFrom: null,
    },
    { logger: createLogger({ name: 'journey', level: 'silent' }), passwordHasher: createPasswordHasher() },
  );
}

/** The product's own Postgres, which runs. */
function databaseUrlOf(dataDir: string): string {
  const read = (file: string) => readFileSync(file, 'utf8').trim();
  const moved = path.join(dataDir, 'postgres-location');
  const cluster = existsSync(moved) ? read(moved) : path.join(dataDir, 'postgres');
  const port = read(path.join(cluster, 'postmaster.pid')).split('\n')[3];
  return `postgres://dovecote:${read(path.join(dataDir, 'postgres-password'))}@127.0.0.1:${port}/postgres`;
}
