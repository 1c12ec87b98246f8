import { ilike, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** The column contains the text, whatever its case; `%`, `_` and `\` in it mean themselves. */
export function containsText(column: AnyPgColumn, text: string): SQL {
  return ilike(column, `%${text.replace(/[\\%_]/g, (match) => `\\${match}`)}%`);
}
