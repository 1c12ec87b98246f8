import { workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { authoriseActor, authoriseMember, authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { getWorkspaceRow } from './get-workspace';
import { updateWorkspaceSchema } from './workspace-schemas';
import { describeWorkspace, type WorkspaceView } from './workspace-view';

/**
 * Renames the actor's workspace, or says whether its members need a second factor.
 * @throws AppError `FORBIDDEN`, or `SECOND_FACTOR_REQUIRED` for someone who would lock themselves out.
 */
export async function updateWorkspace(
  ctx: ServiceContext,
  input: z.input<typeof updateWorkspaceSchema>,
): Promise<WorkspaceView> {
  const { name, requiresSecondFactor } = parseInput(updateWorkspaceSchema, input);
  const { id, role } = authoriseMember(ctx, 'workspace.update');
  if (requiresSecondFactor !== undefined) authoriseMember(ctx, 'workspace.setSecondFactor');
  if (requiresSecondFactor === false) {
    authoriseUser(ctx);
    requireStepUp(ctx);
  }
  if (requiresSecondFactor === true && authoriseActor(ctx).hasSecondFactor !== true) {
    const words = 'Sign in with a second factor yourself first; this would lock you out.';
    throw new AppError('SECOND_FACTOR_REQUIRED', words);
  }
  return await ctx.db.transaction(async (tx) => {
    const before = await getWorkspaceRow(tx, id);
    const after = {
      name: name ?? before.name,
      requiresSecondFactor: requiresSecondFactor ?? before.requiresSecondFactor,
    };
    const [row = before] = await tx
      .update(workspaces)
      .set({ ...after, updatedAt: ctx.clock() })
      .where(eq(workspaces.id, id))
      .returning();
    await appendAuditEvent(tx, ctx, {
      workspaceId: id,
      action: 'workspace.updated',
      targetType: 'workspace',
      targetId: id,
      before: { name: before.name, requiresSecondFactor: before.requiresSecondFactor },
      after,
    });
    return describeWorkspace(row, role);
  });
}
