import { botDrafts } from '@dovecote/db/schema/bot-drafts';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { botNameSchema, pendingUpdatesSchema } from '../bots/bot-schemas';
import type { BotView } from '../bots/bot-view';
import { createBot } from '../bots/create-bot';
import { getBot } from '../bots/get-bot';
import { limitsSchema } from '../bots/limits-schema';
import { invalidField, parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { getDraftRow, openDraftSecrets } from './draft-row';

export const createFromDraftSchema = z.strictObject({
  name: botNameSchema.optional(),
  limits: limitsSchema.partial().optional(),
  pendingUpdates: pendingUpdatesSchema,
});

/** Makes the bot a draft describes and drops the draft's secrets. Asked again, it answers the same bot. */
export async function createBotFromDraft(
  ctx: ServiceContext,
  draftId: string,
  input: z.input<typeof createFromDraftSchema> = {},
): Promise<BotView> {
  const draft = await getDraftRow(ctx, draftId);
  const parsed = parseInput(createFromDraftSchema, input);
  if (draft.botId !== null) return await getBot(ctx, draft.botId);
  const { token, ...secrets } = await openDraftSecrets(ctx, draft);
  if (token === undefined || token === null) throw invalidField('token', 'is not in this draft yet');
  const bot = await createBot(ctx, {
    token,
    ...parsed,
    telegramApiId: secrets.telegramApiId ?? undefined,
    telegramApiHash: secrets.telegramApiHash ?? undefined,
    telegramPhone: secrets.telegramPhone ?? undefined,
    sessionString: secrets.sessionString ?? undefined,
  });
  await ctx.db
    .update(botDrafts)
    .set({ botId: bot.id, secrets: null, updatedAt: ctx.clock() })
    .where(and(eq(botDrafts.workspaceId, draft.workspaceId), eq(botDrafts.id, draft.id)));
  return bot;
}
