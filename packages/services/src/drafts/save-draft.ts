import { botDrafts } from '@dovecote/db/schema/bot-drafts';
import { parseBotToken } from '@dovecote/telegram/bot-token';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { cleanDraftData, getDraftRow, openDraftSecrets, sealDraftSecrets } from './draft-row';
import { type DraftView, describeDraft, saveDraftSchema } from './draft-view';

/**
 * Keeps where the wizard is; secrets are merged into the sealed ones.
 * @throws AppError `TOKEN_MALFORMED` for a token that cannot be one.
 */
export async function saveDraft(
  ctx: ServiceContext,
  draftId: string,
  input: z.input<typeof saveDraftSchema>,
): Promise<DraftView> {
  const draft = await getDraftRow(ctx, draftId);
  const { step, data, secrets: given = {} } = parseInput(saveDraftSchema, input);
  if (typeof given.token === 'string') given.token = parseBotToken(given.token).token;
  const secrets = { ...(await openDraftSecrets(ctx, draft)), ...given };
  const [row = draft] = await ctx.db
    .update(botDrafts)
    .set({
      ...(step !== undefined && { step }),
      ...(data !== undefined && { data: cleanDraftData(data) }),
      secrets: await sealDraftSecrets(ctx, draft, secrets),
      updatedAt: ctx.clock(),
    })
    .where(and(eq(botDrafts.workspaceId, draft.workspaceId), eq(botDrafts.id, draft.id)))
    .returning();
  return describeDraft(row, secrets);
}
