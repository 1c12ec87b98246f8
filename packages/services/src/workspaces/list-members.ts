import { users } from '@dovecote/db/schema/users';
import { type MemberRole, members } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { asc, eq } from 'drizzle-orm';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';

export interface MemberView {
  userId: string;
  email: string;
  name: string;
  role: MemberRole;
  joinedAt: string;
}

/**
 * Who works in the actor's workspace.
 * @throws AppError `NOT_FOUND` for any other workspace than the proven one.
 */
export async function listMembers(ctx: ServiceContext, workspaceId: string): Promise<MemberView[]> {
  const scope = authoriseMember(ctx, 'workspace.read');
  if (scope.id !== workspaceId) throw new AppError('NOT_FOUND', 'There is no such workspace.');
  const rows = await ctx.db
    .select({ user: users, member: members })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, scope.id))
    .orderBy(asc(members.createdAt), asc(users.id));
  return rows.map(({ user, member }) => ({
    userId: user.id,
    email: user.email,
    name: user.name,
    role: member.role,
    joinedAt: member.createdAt.toISOString(),
  }));
}
