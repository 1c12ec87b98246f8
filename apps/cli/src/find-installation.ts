import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { httpUrlRule, isHttpUrl } from '@dovecote/errors/is-http-url';
import { isPublicUrl, publicUrlRule } from '@dovecote/errors/is-public-url';
import { readEnv } from '@dovecote/errors/read-env';
import { openDataDir } from '@dovecote/local-stack/data-dir';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import { awaitGivenDatabase } from '@dovecote/local-stack/given-database';
import { readLocalSecret } from '@dovecote/local-stack/local-secrets';
import { readRunningUrl } from '@dovecote/local-stack/run-lock';
import { z } from 'zod';

const schema = z.object({
  PUBLIC_URL: z.string().refine(isPublicUrl, publicUrlRule).optional(),
  TELEGRAM_API_ROOT: z.string().refine(isHttpUrl, httpUrlRule).default('https://api.telegram.org'),
});

const patienceMs = 5_000;

export interface Installation {
  databaseUrl: string;
  encryptionKeys: string;
  publicUrl: string | null;
  /** Where a browser finds the dashboard; null where nothing says it. */
  dashboardUrl: string | null;
  telegramApiRoot: string;
  close(): Promise<void>;
}

/** The database and keys that `npm start` uses with the same environment; its Postgres is started if it does not run. */
export async function findInstallation(): Promise<Installation> {
  const env = readEnv(schema, process.env);
  const dataDir = openDataDir(process.env);
  const encryptionKeys = readLocalSecret('ENCRYPTION_KEYS', process.env, dataDir);
  const onProgress = (step: string) => void process.stderr.write(`  … ${step}\n`);
  const given = await awaitGivenDatabase(process.env, { patienceMs, onProgress });
  const embedded = given === null ? await startEmbeddedPostgres({ dataDir }) : null;
  const databaseUrl = given ?? embedded?.url ?? '';
  const close = async () => {
    if (embedded !== null && !embedded.isAdopted) await embedded.stop();
  };
  try {
    await migrateDatabase(databaseUrl, findMigrations(import.meta.dirname));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    databaseUrl,
    encryptionKeys,
    publicUrl: env.PUBLIC_URL ?? null,
    dashboardUrl: env.PUBLIC_URL ?? readRunningUrl(dataDir),
    telegramApiRoot: env.TELEGRAM_API_ROOT,
    close,
  };
}
