import { AppError } from '@dovecote/errors/app-error';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { endMembership } from './end-membership';
import { lockMembers, pickMember } from './lock-members';

/** Ends the actor's own membership; every role may. @throws AppError `CONFLICT` for the last owner. */
export async function leaveWorkspace(ctx: ServiceContext): Promise<void> {
  const { userId } = authoriseUser(ctx);
  const { workspace } = ctx;
  if (workspace === undefined) throw new AppError('NOT_FOUND', 'There is no such workspace.');
  await ctx.db.transaction(async (tx) => {
    const rows = await lockMembers(tx, workspace.id);
    await endMembership(tx, ctx, rows, pickMember(rows, userId), 'member.left');
  });
}
