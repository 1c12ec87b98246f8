import { randomBytes } from 'node:crypto';
import { connectDatabase, type Db } from '@dovecote/db/client';
import pg from 'pg';
import { templateName } from './template-name';
import { readTestPostgresUrl } from './test-postgres';

export interface TestDatabase {
  url: string;
  db: Db;
  pool: pg.Pool;
  /** Closes the pool and drops the database. */
  close(): Promise<void>;
}

/** A migrated database of its own, copied from the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = readTestPostgresUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withAdmin(adminUrl, (client) =>
    client.query(`create database ${name} template ${templateName} strategy file_copy`),
  );
  const url = databaseUrl(adminUrl, name);
  const database = connectDatabase({ url, applicationName: name, connectionsMax: 20 });
  return {
    url,
    db: database.db,
    pool: database.pool,
    close: async () => {
      await database.close();
      await withAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** The same server's URL with another database name. */
export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function withAdmin(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
