import path from 'node:path';
import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { readEnv } from '@dovecote/errors/read-env';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import { readLocalSecret } from '@dovecote/local-stack/local-secrets';
import { z } from 'zod';

const schema = z.object({
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional(),
  PUBLIC_URL: z.string().optional(),
  TELEGRAM_API_ROOT: z.string().default('https://api.telegram.org'),
});

export interface Installation {
  databaseUrl: string;
  encryptionKeys: string;
  publicUrl: string | null;
  telegramApiRoot: string;
  close(): Promise<void>;
}

/** The database and keys that `npm start` uses with the same environment; its Postgres is started if it does not run. */
export async function findInstallation(): Promise<Installation> {
  const env = readEnv(schema, process.env);
  const dataDir = path.resolve(env.DATA_DIR ?? '.data');
  const embedded = env.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir }) : null;
  const databaseUrl = env.DATABASE_URL ?? embedded?.url ?? '';
  await migrateDatabase(databaseUrl, findMigrations(import.meta.dirname));
  return {
    databaseUrl,
    encryptionKeys: readLocalSecret('ENCRYPTION_KEYS', process.env, dataDir),
    publicUrl: env.PUBLIC_URL ?? null,
    telegramApiRoot: env.TELEGRAM_API_ROOT,
    close: async () => {
      if (embedded !== null && !embedded.isAdopted) await embedded.stop();
    },
  };
}
