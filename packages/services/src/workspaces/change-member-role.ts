import { members } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import { isAtLeast } from '../policies/member-policy';
import { requireOneself } from '../policies/require-oneself';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { listMembers, type MemberView } from './list-members';
import { assertNotLastOwner, lockMembers, pickMember, roleUnderLock } from './lock-members';
import { changeRoleSchema } from './workspace-schemas';

/**
 * Gives a member another role, from their next request on. Nobody raises anyone above themselves.
 * @throws AppError `STEP_UP_REQUIRED`, `FORBIDDEN`, `NOT_FOUND`, or `CONFLICT` for the last owner.
 */
export async function changeMemberRole(
  ctx: ServiceContext,
  userId: string,
  input: z.input<typeof changeRoleSchema>,
): Promise<MemberView[]> {
  const workspace = authoriseMember(ctx, 'members.changeRole');
  const { role } = parseInput(changeRoleSchema, input);
  requireOneself(ctx, role);
  await ctx.db.transaction(async (tx) => {
    const rows = await lockMembers(tx, workspace.id);
    const mine = roleUnderLock(ctx, rows, 'members.changeRole');
    const member = pickMember(rows, userId);
    if (!isAtLeast(mine, member.role) || !isAtLeast(mine, role)) {
      throw new AppError('FORBIDDEN', 'You cannot change a role above yours, nor give one.');
    }
    if (member.role === role) return;
    if (member.role === 'owner') assertNotLastOwner(rows, userId);
    await tx
      .update(members)
      .set({ role })
      .where(and(eq(members.workspaceId, workspace.id), eq(members.userId, userId)));
    // Where the one who changed it sits is nothing of this person's.
    const request = { ...ctx.request, ip: null, userAgent: null };
    const detail = { workspaceId: workspace.id, role };
    await recordSecurityEvent(tx, { ...ctx, request }, { userId, kind: 'role_changed', detail });
    await appendAuditEvent(tx, ctx, {
      workspaceId: workspace.id,
      action: 'member.role_changed',
      targetType: 'user',
      targetId: userId,
      before: { role: member.role },
      after: { role },
    });
  });
  return await listMembers(ctx, workspace.id);
}
