import { createBotFromDraft, createFromDraftSchema } from '@dovecote/services/drafts/create-bot-from-draft';
import { createDraft } from '@dovecote/services/drafts/create-draft';
import { discardDraft } from '@dovecote/services/drafts/discard-draft';
import { saveDraftSchema } from '@dovecote/services/drafts/draft-view';
import { getDraft } from '@dovecote/services/drafts/get-draft';
import { inspectDraft } from '@dovecote/services/drafts/inspect-draft';
import { listDrafts } from '@dovecote/services/drafts/list-drafts';
import { saveDraft } from '@dovecote/services/drafts/save-draft';
import { z } from 'zod';
import { procedure, t } from './trpc';

const draftKey = z.strictObject({ id: z.string() });

export const draftsRouter = t.router({
  list: procedure('bots.create').query(async ({ ctx }) => await listDrafts(ctx.service)),
  get: procedure('bots.create')
    .input(draftKey)
    .query(async ({ ctx, input }) => await getDraft(ctx.service, input.id)),
  create: procedure('bots.create')
    .input(saveDraftSchema.optional())
    .mutation(async ({ ctx, input }) => await createDraft(ctx.service, input)),
  save: procedure('bots.create')
    .input(draftKey.extend(saveDraftSchema.shape))
    .mutation(async ({ ctx, input: { id, ...change } }) => await saveDraft(ctx.service, id, change)),
  discard: procedure('bots.create')
    .input(draftKey)
    .mutation(async ({ ctx, input }) => await discardDraft(ctx.service, input.id)),
  /** The live pre-flight of the token the draft holds. */
  inspect: procedure('bots.create')
    .input(draftKey)
    .mutation(async ({ ctx, input }) => await inspectDraft(ctx.service, input.id)),
  /** Makes the bot; asked again, it answers the same one. */
  finish: procedure('bots.create')
    .input(draftKey.extend(createFromDraftSchema.shape))
    .mutation(async ({ ctx, input: { id, ...choice } }) => await createBotFromDraft(ctx.service, id, choice)),
});
