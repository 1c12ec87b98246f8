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
  /** The table has no column that names the bot: `rows` sees to that. */
  hasNoBot?: true;
  /** What of a row the contact is shown: opened, and nothing that says who somebody else is. As it is if not given. */
  show?(row: ExportedRow, place: ExportPlace, open: OpenSealed): ExportedRow;
}

export type ExportedRow = Record<string, unknown>;

/** For each table of `keeps` that knows whose row it is. */
export type ContactExports = Record<string, ContactExport>;

/** Of one table; who has more rows hears so. */
export const exportedRowsMax = 10_000;

/** Reads a contact's rows of a module's tables, by table; one with nothing in it is left out. */
export async function readContactExports(
  reader: Reader,
  exports: ContactExports,
  externalId: string,
  open: OpenSealed,
): Promise<Record<string, ExportedRow[]>> {
  const place = { externalId, botId: reader.botId };
  const found: Record<string, ExportedRow[]> = {};
  for (const [table, one] of Object.entries(exports)) {
    const columns = one.columns?.map((name) => sql.identifier(name));
    const ofBot = one.hasNoBot ? sql`` : sql`and t.bot_id = ${reader.botId}`;
    const result = await reader.db.execute<{ row: ExportedRow }>(sql`
      select to_jsonb(found) - 'workspace_id' - 'bot_id' as row
      from (
        select ${columns ? sql.join(columns, sql`, `) : sql`*`} from ${sql.identifier(table)} t
        where t.workspace_id = ${reader.workspaceId} ${ofBot} and (${one.rows(place)})
        limit ${exportedRowsMax}
      ) as found`);
    const rows = result.rows.map(({ row }) => one.show?.(row, place, open) ?? row);
    if (rows.length > 0) found[table] = rows;
  }
  return found;
}

/** The row without some columns. */
export function without(row: ExportedRow, ...columns: readonly string[]): ExportedRow {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));
}
