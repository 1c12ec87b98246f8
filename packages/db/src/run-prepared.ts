import { createHash } from 'node:crypto';
import { fillPlaceholders, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Db } from './client';
import { Pipeline } from './pipeline';

const dialect = new PgDialect();

interface Composed {
  name: string;
  text: string;
  params: unknown[];
}

/**
 * A statement of the hot path: its text is composed once, and under a name of that text each connection parses and plans
 * it once. What changes from run to run stands in it as `sql.placeholder(name)`.
 */
export class PreparedStatement<Row extends object> {
  #composed: Composed | undefined;

  constructor(private readonly compose: () => SQL) {}

  /** Throws what the driver throws, and if a placeholder gets no value. */
  run(db: Db | Pipeline, values: Record<string, unknown>): Promise<Row[]> {
    this.#composed ??= composed(this.compose());
    return runComposed(db, { ...this.#composed, params: fillPlaceholders(this.#composed.params, values) });
  }
}

/** The same for a statement that is composed anew each time. */
export function runPrepared<Row extends object>(db: Db, statement: SQL): Promise<Row[]> {
  return runComposed(db, composed(statement));
}

function composed(statement: SQL): Composed {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return { name: createHash('sha1').update(text).digest('base64url'), text, params };
}

async function runComposed<Row extends object>(db: Db | Pipeline, { name, text, params }: Composed): Promise<Row[]> {
  const connection = db instanceof Pipeline ? db : poolOf(db);
  const result = await connection.query({ name, text, values: params });
  return result.rows as Row[];
}

/** A pipeline on the pool of this handle. */
export function pipelineOf(db: Db): Pipeline {
  return new Pipeline(poolOf(db));
}

/** The pool this handle was opened with; its type does not show it. */
function poolOf(db: Db): pg.Pool {
  return (db as unknown as { $client: pg.Pool }).$client;
}
