import { z } from 'zod';

export const draftViewSchema = z.object({
  id: z.string(),
  question: z.string(),
  answer: z.string(),
  createdAt: z.string(),
});

export type DraftView = z.output<typeof draftViewSchema>;

/** Where a draft is sealed. */
export function draftPlace(bot: { workspaceId: string; id: string }, id: string, column: 'question' | 'answer') {
  return { workspaceId: bot.workspaceId, purpose: 'faq', row: `${bot.id}/draft/${id}`, column };
}
