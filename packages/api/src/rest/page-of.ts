import { type Page, type PageInput, pageSchema, readNumberCursor, toPage } from '@dovecote/services/pages';
import { parseInput } from '@dovecote/services/parse-input';
import { z } from '@hono/zod-openapi';

/** The answer of every list. */
export function pageOf(item: z.ZodType = z.record(z.string(), z.unknown())) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/**
 * A page of a list that is short by its nature, so that its verb reads it whole; the cursor is a place in it.
 * @throws AppError `VALIDATION_FAILED`
 */
export function cutPage<Item>(items: readonly Item[], query: PageInput): Page<Item> {
  const { limit, cursor } = parseInput(pageSchema, query);
  const from = readNumberCursor(cursor) ?? 0;
  return toPage(items.slice(from, from + limit + 1), limit, () => from + limit);
}

/** The whole of a list in the shape of a page. */
export function wholeList<Item>(items: Item[]): { items: Item[]; nextCursor: null } {
  return { items, nextCursor: null };
}
