import { z } from 'zod';
import { invalidField } from './parse-input';

export const pageSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(200).optional(),
});

export type PageInput = z.input<typeof pageSchema>;

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Cuts a page from `limit + 1` rows; the cursor is opaque to callers. */
export function toPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => string | number): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, nextCursor: hasMore ? Buffer.from(String(keyOf(last))).toString('base64url') : null };
}

/** @throws AppError `VALIDATION_FAILED` for a cursor we did not make. */
export function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^[\w-]{1,60}$/.test(key)) throw invalidField('cursor', 'is not one of ours');
  return key;
}

/** A cursor that is a number. */
export function readNumberCursor(cursor: string | undefined): number | null {
  const key = readCursor(cursor);
  if (key === null) return null;
  if (!/^\d{1,15}$/.test(key)) throw invalidField('cursor', 'is not one of ours');
  return Number(key);
}
