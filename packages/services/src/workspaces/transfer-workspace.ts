import { members } from '@dovecote/db/schema/workspaces';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { invalidField, parseInput } from '../parse-input';
import { authoriseMember, authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { listMembers, type MemberView } from './list-members';
import { lockMembers, pickMember, roleUnderLock } from './lock-members';
import { transferSchema } from './workspace-schemas';

/** Makes another member the owner in the actor's place, who stays as an admin. @throws AppError `NOT_FOUND`. */
export async function transferWorkspace(
  ctx: ServiceContext,
  input: z.input<typeof transferSchema>,
): Promise<MemberView[]> {
  const workspace = authoriseMember(ctx, 'workspace.transfer');
  const actor = authoriseUser(ctx);
  requireStepUp(ctx);
  const { userId } = parseInput(transferSchema, input);
  if (userId === actor.userId) throw invalidField('userId', 'is you');
  await ctx.db.transaction(async (tx) => {
    const rows = await lockMembers(tx, workspace.id);
    roleUnderLock(ctx, rows, 'workspace.transfer');
    const member = pickMember(rows, userId);
    const isMember = (id: string) => and(eq(members.workspaceId, workspace.id), eq(members.userId, id));
    await tx.update(members).set({ role: 'owner' }).where(isMember(userId));
    await tx.update(members).set({ role: 'admin' }).where(isMember(actor.userId));
    await appendAuditEvent(tx, ctx, {
      workspaceId: workspace.id,
      action: 'workspace.transferred',
      targetType: 'workspace',
      targetId: workspace.id,
      before: { owner: actor.userId, role: member.role },
      after: { owner: userId },
    });
  });
  return await listMembers({ ...ctx, workspace: { ...workspace, role: 'admin' } }, workspace.id);
}
