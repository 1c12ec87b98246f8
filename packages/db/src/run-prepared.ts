import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Db } from './client';

const dialect = new PgDialect();

/**
 * Runs a statement under a name of its own text, so that each connection parses and plans it once: for the few
 * statements of the hot path. Throws what the driver throws.
 */
export async function runPrepared<Row extends object>(db: Db, statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  const name = createHash('sha1').update(text).digest('base64url');
  const result = await poolOf(db).query({ name, text, values: params });
  return result.rows as Row[];
}

/** The pool this handle was opened with; its type does not show it. */
function poolOf(db: Db): pg.Pool {
  return (db as unknown as { $client: pg.Pool }).$client;
}
