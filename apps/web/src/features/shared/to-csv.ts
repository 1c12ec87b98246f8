type Cell = string | number | null;

/** A cell that a spreadsheet will not take for a formula. */
function toCell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const tame = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

/** RFC 4180, with formulas neutralised. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return `${rows.map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}
