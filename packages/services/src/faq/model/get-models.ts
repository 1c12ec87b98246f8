import { faqModels } from '@dovecote/db/schema/faq';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { getPlan } from '../../bots/limits';
import { authoriseMember } from '../../policies/authorise';
import type { ServiceContext } from '../../service-context';
import { describeModel, modelViewSchema } from './model-view';

export const modelsSchema = z.object({
  /** The workspace's own. */
  own: modelViewSchema.nullable(),
  /** The name of the one this installation offers. */
  platform: z.string().nullable(),
  /** False: the plan has no budget for it, and bots set to it quote their answers. */
  isPlatformInPlan: z.boolean(),
});

/** The language models a bot of the workspace may use. */
export async function getModels(ctx: ServiceContext): Promise<z.output<typeof modelsSchema>> {
  const { id } = authoriseMember(ctx, 'bots.read');
  const [row] = await ctx.db.select().from(faqModels).where(eq(faqModels.workspaceId, id));
  const { modelBudgetCents } = await getPlan(ctx.db, id);
  return {
    own: row === undefined ? null : describeModel(row),
    platform: ctx.settings.platformModel,
    isPlatformInPlan: modelBudgetCents !== 0,
  };
}
