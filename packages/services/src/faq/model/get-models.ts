import { faqModels } from '@dovecote/db/schema/faq';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { authoriseMember } from '../../policies/authorise';
import type { ServiceContext } from '../../service-context';
import { describeModel, modelViewSchema } from './model-view';

export const modelsSchema = z.object({
  /** The workspace's own. */
  own: modelViewSchema.nullable(),
  /** The name of the one this installation offers. */
  platform: z.string().nullable(),
});

/** The language models a bot of the workspace may use. */
export async function getModels(ctx: ServiceContext): Promise<z.output<typeof modelsSchema>> {
  const { id } = authoriseMember(ctx, 'bots.read');
  const [row] = await ctx.db.select().from(faqModels).where(eq(faqModels.workspaceId, id));
  return { own: row === undefined ? null : describeModel(row), platform: ctx.settings.platformModel };
}
