import { newId } from '@dovecote/db/new-id';
import { botDrafts } from '@dovecote/db/schema/bot-drafts';
import { AppError } from '@dovecote/errors/app-error';
import { count, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { cleanDraftData, sealDraftSecrets } from './draft-row';
import { type DraftView, describeDraft, saveDraftSchema } from './draft-view';

const draftsMax = 50;

/** Begins a run of the setup wizard. */
export async function createDraft(
  ctx: ServiceContext,
  input: z.input<typeof saveDraftSchema> = {},
): Promise<DraftView> {
  const { id: workspaceId } = authoriseMember(ctx, 'bots.create');
  const { step = 'door', data = {}, secrets = {} } = parseInput(saveDraftSchema, input);
  const [found] = await ctx.db
    .select({ drafts: count() })
    .from(botDrafts)
    .where(eq(botDrafts.workspaceId, workspaceId));
  if ((found?.drafts ?? 0) >= draftsMax)
    throw new AppError('CONFLICT', 'There are too many drafts. Discard one first.');
  const draft = { workspaceId, id: newId('draft') };
  const now = ctx.clock();
  const [row] = await ctx.db
    .insert(botDrafts)
    .values({
      ...draft,
      step,
      data: cleanDraftData(data),
      secrets: await sealDraftSecrets(ctx, draft, secrets),
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  if (row === undefined) throw new Error('The insert returned no row.');
  return describeDraft(row, secrets);
}
