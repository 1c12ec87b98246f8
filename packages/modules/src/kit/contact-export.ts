import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from './module-context';

export interface ExportPlace {
  externalId: string;
  botId: string;
}

/** Opens what the module named sealed. */
export type OpenSealed = (moduleId: string, sealed: string, place: { row: string; column: string }) => string;

/** What a table of `keeps` holds of one contact. */
export interface ContactExport {
  /** Which rows of `t` are the contact's. */
  rows(place: ExportPlace): SQL;
  /** Which columns are read; all if not given. */
  columns?: readonly string[];
  /** The column by which rows are newest first; for tables that hold many of one contact. */
  newest?: string;
  /** The table has no column that names the bot: `rows` sees to that. */
  hasNoBot?: true;
  /** What of a row the contact is shown: opened, and nothing that says who somebody else is. As it is if not given. */
  show?(row: ExportedRow, place: ExportPlace, open: OpenSealed): ExportedRow;
}

export type ExportedRow = Record<string, unknown>;

/** For each table of `keeps` that knows whose row it is. */
export type ContactExports = Record<string, ContactExport>;

/** Of one table; who has more rows hears so. */
const exportedRowsMax = 10_000;

/** Of one table: newest first, and how many there are in all. */
export interface ExportedTable {
  rows: ExportedRow[];
  count: number;
}

/** Reads a contact's rows of a module's tables, by table; one with nothing in it is left out. */
export async function readContactExports(
  reader: Reader,
  exports: ContactExports,
  externalId: string,
  open: OpenSealed,
): Promise<Record<string, ExportedTable>> {
  const place = { externalId, botId: reader.botId };
  const found: Record<string, ExportedTable> = {};
  for (const [table, one] of Object.entries(exports)) {
    const { rows, count } = await readTable(reader, table, one, place);
    const shown = rows.map((row) => one.show?.(row, place, open) ?? row);
    if (count > 0) found[table] = { rows: shown, count };
  }
  return found;
}

async function readTable(
  reader: Reader,
  table: string,
  { rows, columns, hasNoBot, newest }: ContactExport,
  place: ExportPlace,
): Promise<ExportedTable> {
  const names = columns?.map((name) => sql.identifier(name));
  const ofBot = hasNoBot ? sql`` : sql`and t.bot_id = ${reader.botId}`;
  const result = await reader.db.execute<{ row: ExportedRow; rows_in_all: string }>(sql`
    select to_jsonb(found) - 'workspace_id' - 'bot_id' - 'rows_in_all' as row, rows_in_all
    from (
      select ${names ? sql.join(names, sql`, `) : sql`*`}, count(*) over () as rows_in_all
      from ${sql.identifier(table)} t
      where t.workspace_id = ${reader.workspaceId} ${ofBot} and (${rows(place)})
      ${newest ? sql`order by t.${sql.identifier(newest)} desc nulls last` : sql``}
      limit ${exportedRowsMax}
    ) as found`);
  return { rows: result.rows.map(({ row }) => row), count: Number(result.rows[0]?.rows_in_all ?? 0) };
}

/** The row without some columns. */
export function without(row: ExportedRow, ...columns: readonly string[]): ExportedRow {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));
}
