import { mkdirSync, writeFileSync } from 'node:fs';
import { migrateDatabase } from '@dovecote/db/migrate';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import pg from 'pg';
import { databaseUrl } from './create-test-database';
import { migrationsFolder, templateName } from './template-name';
import { givenPostgresUrl, testDataDir, testUrlFile } from './test-postgres';

const setupLock = 7_215_004;

/**
 * Starts (or adopts) the shared test Postgres and brings its template database up to the present migrations. The run
 * that started it stops it.
 */
export async function setup(): Promise<() => Promise<void>> {
  if (givenPostgresUrl !== undefined) {
    await prepareTemplate(givenPostgresUrl);
    return async () => undefined;
  }
  mkdirSync(testDataDir, { recursive: true, mode: 0o755 });
  const server = await startEmbeddedPostgres({ dataDir: testDataDir, isThrowaway: true });
  writeFileSync(testUrlFile, server.url, { mode: 0o600 });
  await prepareTemplate(server.url);
  return async () => {
    if (!server.isAdopted) await server.stop();
  };
}

async function prepareTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [setupLock]);
    await refreshTemplate(client, serverUrl);
  } finally {
    await client.end();
  }
}

async function refreshTemplate(client: pg.Client, serverUrl: string): Promise<void> {
  const found = await client.query('select from pg_database where datname = $1', [templateName]);
  if (found.rowCount !== 0) return;
  const unfinished = `${templateName}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished}`);
  await migrateDatabase(databaseUrl(serverUrl, unfinished), migrationsFolder);
  await client.query(`alter database ${unfinished} rename to ${templateName}`);
}
