import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { migrateDatabase } from '@dovecote/db/migrate';
import { runtimeGrants } from '@dovecote/db/runtime-role';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import pg from 'pg';
import { databaseUrl } from './create-test-database';
import { templateName, testDataDir, testUrlFile } from './test-postgres';

const migrationsFolder = path.resolve(import.meta.dirname, '../../../migrations');
const setupLock = 7_215_004;

/**
 * Starts (or adopts) the shared test Postgres and brings its template database up to the present migrations. The run
 * that started it stops it.
 */
export async function setup(): Promise<() => Promise<void>> {
  mkdirSync(testDataDir, { recursive: true, mode: 0o755 });
  const server = await startEmbeddedPostgres({ dataDir: testDataDir, isThrowaway: true });
  writeFileSync(testUrlFile, server.url, { mode: 0o600 });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [setupLock]);
    await refreshTemplate(client, server.url);
  } finally {
    await client.end();
  }
  return async () => {
    if (!server.isAdopted) await server.stop();
  };
}

async function refreshTemplate(client: pg.Client, serverUrl: string): Promise<void> {
  const digest = migrationsDigest();
  const found = await client.query<{ description: string | null }>(
    `select shobj_description(oid, 'pg_database') as description from pg_database where datname = $1`,
    [templateName],
  );
  if (found.rows[0]?.description === digest) return;
  await client.query(`drop database if exists ${templateName} with (force)`);
  await client.query(`create database ${templateName}`);
  await migrateDatabase(databaseUrl(serverUrl, templateName), migrationsFolder);
  await client.query(`comment on database ${templateName} is '${digest}'`);
}

/** Changes with the migrations, with what they grant, and once a day, because a template holds the day's partitions. */
function migrationsDigest(): string {
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10)).update(JSON.stringify(runtimeGrants));
  for (const file of readdirSync(migrationsFolder).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(path.join(migrationsFolder, file)));
  }
  return hash.digest('hex');
}
