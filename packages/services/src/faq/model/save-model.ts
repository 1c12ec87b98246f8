import { faqModels } from '@dovecote/db/schema/faq';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { invalidField, parseInput } from '../../parse-input';
import { authoriseMember } from '../../policies/authorise';
import type { ServiceContext } from '../../service-context';
import { describeModel, type ModelView, modelKeyPlace } from './model-view';

export const saveModelSchema = z.strictObject({
  /** What comes before `/chat/completions`. */
  url: z.url().max(500),
  model: z.string().trim().min(1).max(200),
  /** Left out: the present one stays, as long as the address does. */
  apiKey: z.string().trim().min(1).max(500).optional(),
});

/**
 * Keeps the workspace's own language model, its key sealed.
 * @throws AppError `VALIDATION_FAILED` for an address that is not public, or a new address without a key: the present
 * key was given for another one.
 */
export async function saveModel(ctx: ServiceContext, input: z.input<typeof saveModelSchema>): Promise<ModelView> {
  const { id: workspaceId } = authoriseMember(ctx, 'keys.manage');
  const { url, model, apiKey } = parseInput(saveModelSchema, input);
  const { href, host } = ctx.outbound.check(url, 'url');
  const given = apiKey === undefined ? undefined : await ctx.vault.seal(apiKey, modelKeyPlace(workspaceId));
  return await ctx.db.transaction(async (tx) => {
    const [present] = await tx.select().from(faqModels).where(eq(faqModels.workspaceId, workspaceId)).for('update');
    const kept = present?.url === href ? present.apiKey : undefined;
    const sealed = given ?? kept;
    if (sealed === undefined) throw invalidField('apiKey', 'is needed with a new address');
    const set = { url: href, model, apiKey: sealed, updatedAt: ctx.clock() };
    const [row] = await tx
      .insert(faqModels)
      .values({ workspaceId, ...set })
      .onConflictDoUpdate({ target: faqModels.workspaceId, set })
      .returning();
    if (row === undefined) throw new Error('The insert returned no row.');
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'faq.model_saved',
      targetType: 'workspace',
      targetId: workspaceId,
      after: { host, model },
    });
    return describeModel(row);
  });
}
