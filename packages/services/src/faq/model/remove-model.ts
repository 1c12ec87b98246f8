import { faqModels } from '@dovecote/db/schema/faq';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { authoriseMember } from '../../policies/authorise';
import type { ServiceContext } from '../../service-context';

/**
 * Forgets the workspace's own language model with its key; bots that use it quote their answers from then on.
 * @throws AppError `NOT_FOUND` when there is none.
 */
export async function removeModel(ctx: ServiceContext): Promise<void> {
  const { id: workspaceId } = authoriseMember(ctx, 'keys.manage');
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.delete(faqModels).where(eq(faqModels.workspaceId, workspaceId)).returning();
    if (row === undefined) throw new AppError('NOT_FOUND', 'The workspace has no language model of its own.');
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'faq.model_removed',
      targetType: 'workspace',
      targetId: workspaceId,
      before: { host: new URL(row.url).host, model: row.model },
    });
  });
}
