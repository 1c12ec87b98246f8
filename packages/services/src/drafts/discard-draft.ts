import { botDrafts } from '@dovecote/db/schema/bot-drafts';
import { and, eq } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';
import { getDraftRow } from './draft-row';

/** Throws a draft away with the secrets it holds. */
export async function discardDraft(ctx: ServiceContext, draftId: string): Promise<void> {
  const draft = await getDraftRow(ctx, draftId);
  await ctx.db.delete(botDrafts).where(and(eq(botDrafts.workspaceId, draft.workspaceId), eq(botDrafts.id, draft.id)));
}
