import { invitations } from '@dovecote/db/schema/invitations';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isId } from '../is-id';
import { authoriseMember } from '../policies/authorise';
import { isAtLeast } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';
import { isOpenInvitation } from './is-open-invitation';

/** Makes an open invitation void. @throws AppError `NOT_FOUND`, `FORBIDDEN` for one to a role above the actor's. */
export async function revokeInvitation(ctx: ServiceContext, invitationId: string): Promise<void> {
  const workspace = authoriseMember(ctx, 'members.invite');
  const now = ctx.clock();
  await ctx.db.transaction(async (tx) => {
    const isIt = and(
      eq(invitations.workspaceId, workspace.id),
      eq(invitations.id, invitationId),
      isOpenInvitation(now),
    );
    const [row] = isId(invitationId) ? await tx.select().from(invitations).where(isIt).for('update') : [];
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such open invitation.');
    if (!isAtLeast(workspace.role, row.role)) throw new AppError('FORBIDDEN', 'This is for a role above yours.');
    await tx.update(invitations).set({ revokedAt: now }).where(isIt);
    await appendAuditEvent(tx, ctx, {
      workspaceId: workspace.id,
      action: 'member.invitation_revoked',
      targetType: 'invitation',
      targetId: row.id,
      before: { role: row.role },
    });
  });
}
