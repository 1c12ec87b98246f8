import type { ExportedRow, ExportedTable } from './contact-export';

type ByModule<Value> = Record<string, Record<string, Value>>;

export interface FittedExport {
  modules: ByModule<ExportedRow[]>;
  /** How many rows of a table are not in it; tables that are whole are not named. */
  leftOut: ByModule<number>;
}

/**
 * The newest rows of each table, within so many bytes of JSON: what is small is there as a whole, and what is large has
 * equal parts of the room that is left.
 */
export function fitExport(modules: ByModule<ExportedTable>, bytesMax: number): FittedExport {
  const tables = Object.entries(modules).flatMap(([moduleId, found]) =>
    Object.entries(found).map(([table, { rows, count }]) => {
      const sizes = rows.map((row) => Buffer.byteLength(JSON.stringify(row)) + 1);
      return { moduleId, table, rows, count, sizes, size: sizes.reduce((sum, size) => sum + size, 0) };
    }),
  );
  const kept = new Map<ExportedRow[], number>();
  let left = bytesMax;
  for (const [at, { rows, sizes }] of tables.toSorted((a, b) => a.size - b.size).entries()) {
    const part = left / (tables.length - at);
    let used = 0;
    let most = 0;
    for (const size of sizes) {
      if (used + size > part) break;
      used += size;
      most += 1;
    }
    kept.set(rows, most);
    left -= used;
  }
  const fitted: FittedExport = { modules: {}, leftOut: {} };
  for (const moduleId of Object.keys(modules)) fitted.modules[moduleId] = {};
  for (const { moduleId, table, rows, count } of tables) {
    const there = rows.slice(0, kept.get(rows));
    fitted.modules[moduleId] = { ...fitted.modules[moduleId], [table]: there };
    if (there.length === count) continue;
    fitted.leftOut[moduleId] = { ...fitted.leftOut[moduleId], [table]: count - there.length };
  }
  return fitted;
}
