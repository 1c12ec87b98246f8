import { AppError } from '@dovecote/errors/app-error';
import { authoriseMember } from '../policies/authorise';
import { isAtLeast } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';
import { endMembership } from './end-membership';
import { lockMembers, pickMember, roleUnderLock } from './lock-members';

/** Takes a member out, from their next request on. @throws AppError `FORBIDDEN` for one above, `NOT_FOUND`, `CONFLICT`. */
export async function removeMember(ctx: ServiceContext, userId: string): Promise<void> {
  const workspace = authoriseMember(ctx, 'members.remove');
  await ctx.db.transaction(async (tx) => {
    const rows = await lockMembers(tx, workspace.id);
    const mine = roleUnderLock(ctx, rows, 'members.remove');
    const member = pickMember(rows, userId);
    if (!isAtLeast(mine, member.role)) throw new AppError('FORBIDDEN', 'This member has a role above yours.');
    await endMembership(tx, ctx, rows, member, 'member.removed');
  });
}
