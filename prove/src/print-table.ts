export interface TableRow {
  what: string;
  found: string;
  must: string;
  isHeld: boolean;
}

/** One line a claim: what was found, what must be, and whether it holds. */
export function printTable(rows: readonly TableRow[]): string {
  const widthOf = (column: 'what' | 'found' | 'must') => Math.max(...rows.map((row) => row[column].length));
  const [what, found, must] = [widthOf('what'), widthOf('found'), widthOf('must')];
  return rows
    .map((row) =>
      `  ${row.isHeld ? 'holds ' : 'BROKEN'}  ${row.what.padEnd(what)}  ${row.found.padStart(found)}  ${row.must.padEnd(must)}`.trimEnd(),
    )
    .join('\n');
}
