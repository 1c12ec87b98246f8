import { botDrafts } from '@dovecote/db/schema/bot-drafts';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { openDraftSecrets } from './draft-row';
import { type DraftView, describeDraft } from './draft-view';

/** The workspace's unfinished runs of the wizard, latest first. */
export async function listDrafts(ctx: ServiceContext): Promise<DraftView[]> {
  const { id: workspaceId } = authoriseMember(ctx, 'bots.create');
  const rows = await ctx.db
    .select()
    .from(botDrafts)
    .where(and(eq(botDrafts.workspaceId, workspaceId), isNull(botDrafts.botId)))
    .orderBy(desc(botDrafts.updatedAt));
  return await Promise.all(rows.map(async (row) => describeDraft(row, await openDraftSecrets(ctx, row))));
}
