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

export function atLeast(what: string, found: number, must: number): TableRow {
  return { what, found: String(found), must: `at least ${must}`, isHeld: found >= must };
}

export function none(what: string, found: number): TableRow {
  return { what, found: String(found), must: '0', isHeld: found === 0 };
}
