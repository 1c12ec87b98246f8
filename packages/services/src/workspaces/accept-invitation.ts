import type { Tx } from '@dovecote/db/client';
import { invitations } from '@dovecote/db/schema/invitations';
import { users } from '@dovecote/db/schema/users';
import { type MemberRole, members } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isAtLeast } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';
import { assertPlanRoom } from './assert-plan-room';
import { findInvitation, type InvitationRow, noSuchInvitation } from './find-invitation';
import { isOpenInvitation } from './is-open-invitation';
import { lockMembers } from './lock-members';

export interface Joined {
  workspaceId: string;
  role: MemberRole;
}

/**
 * Makes a person a member by an invitation's token, which is used up, within the caller's transaction, which must see
 * every workspace. It audits, so it stands last in it.
 * @throws AppError `NOT_FOUND` for an invitation that is not open, `FORBIDDEN` for one to another address, `CONFLICT`
 * for a member, `PLAN_LIMIT`.
 */
export async function acceptInvitation(
  tx: Tx,
  ctx: Pick<ServiceContext, 'actor' | 'clock' | 'request' | 'vault'>,
  { token, userId, email: ownEmail }: { token: string; userId: string; email: string },
): Promise<Joined> {
  const now = ctx.clock();
  const invitation = await findInvitation(tx, token, now);
  const { workspaceId, id, role, email } = invitation;
  if (email !== null && email !== ownEmail) {
    throw new AppError('FORBIDDEN', 'This invitation is for another e-mail address.');
  }
  await assertInviterMay(tx, invitation);
  await assertPlanRoom(tx, workspaceId, 'members', now, true);
  const isIt = and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, id));
  const [used] = await tx
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(isIt, isOpenInvitation(now)))
    .returning({ id: invitations.id });
  // Whoever came first holds the row's lock until the commit.
  if (used === undefined) await findInvitation(tx, token, now);
  const [member] = await tx
    .insert(members)
    .values({ workspaceId, userId, role, createdAt: now })
    .onConflictDoNothing()
    .returning({ userId: members.userId });
  if (member === undefined) throw new AppError('CONFLICT', 'You are a member of this workspace already.');
  await appendAuditEvent(tx, ctx, {
    workspaceId,
    action: 'member.joined',
    targetType: 'user',
    targetId: userId,
    after: { role, invitationId: id },
  });
  return { workspaceId, role };
}

/** Whoever invited must still be there, and still have the right to hand out the role. */
async function assertInviterMay(tx: Tx, { workspaceId, invitedBy, role }: InvitationRow): Promise<void> {
  const inviter = (await lockMembers(tx, workspaceId)).find(({ userId }) => userId === invitedBy);
  if (inviter === undefined || !isAtLeast(inviter.role, role)) throw noSuchInvitation();
  const [user] = await tx.select({ suspendedAt: users.suspendedAt }).from(users).where(eq(users.id, inviter.userId));
  if (user === undefined || user.suspendedAt !== null) throw noSuchInvitation();
}
