import type { faqDocuments } from '@dovecote/db/schema/faq';
import { z } from 'zod';

export const documentKinds = ['markdown', 'text', 'pdf', 'html'] as const;

export const documentViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(documentKinds),
  /** Pieces it is quoted in. */
  passages: z.number(),
  /** Of its text. */
  sizeBytes: z.number(),
  createdAt: z.string(),
});

export type DocumentView = z.output<typeof documentViewSchema>;

export function describeDocument(row: typeof faqDocuments.$inferSelect): DocumentView {
  const { id, title, kind, passages, sizeBytes, createdAt } = row;
  return { id, title, kind, passages, sizeBytes, createdAt: createdAt.toISOString() };
}
