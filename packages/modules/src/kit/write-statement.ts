import type { SQL } from 'drizzle-orm';

export type ColumnType = 'text' | 'integer' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb';

/**
 * A write a module may say: one set statement over the rows of many updates.
 * `statement(source)` gets the name of a rowset with `workspace_id`, `bot_id`, `update_id` and the declared
 * columns; it must aggregate per key (two updates of one batch may carry the same row) and use increments,
 * constraints or versions rather than read-then-write. Without rows it changes nothing.
 */
export interface WriteStatement<Row extends object = Record<string, unknown>> {
  id: string;
  columns: Record<keyof Row & string, ColumnType>;
  statement(source: SQL): SQL;
}

/** One row said by one handler for one statement. */
export interface SaidWrite {
  statement: WriteStatement;
  row: Record<string, unknown>;
}

export function defineWrite<Row extends object>(statement: WriteStatement<Row>): WriteStatement<Row> {
  return statement;
}

/** Forgets the row's type, which the statement's own columns carry from here on. */
export function sayWrite<Row extends object>(statement: WriteStatement<Row>, row: Row): SaidWrite {
  return { statement: statement as unknown as WriteStatement, row: row as unknown as Record<string, unknown> };
}
