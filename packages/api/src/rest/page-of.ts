import { z } from '@hono/zod-openapi';

/** The answer of every list. */
export function pageOf(item: z.ZodType = z.record(z.string(), z.unknown())) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A list that is short by its nature, in the shape of a page. */
export function wholeList<Item>(items: Item[]): { items: Item[]; nextCursor: null } {
  return { items, nextCursor: null };
}
