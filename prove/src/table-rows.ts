import type { TableRow } from './print-table';

export function atLeast(what: string, found: number, must: number): TableRow {
  return { what, found: String(found), must: `at least ${must}`, isHeld: found >= must };
}

export function none(what: string, found: number): TableRow {
  return { what, found: String(found), must: '0', isHeld: found === 0 };
}
