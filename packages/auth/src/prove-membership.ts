import { members } from '@dovecote/db/schema/workspaces';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { AppError } from '@dovecote/errors/app-error';
import type { AppServices, UserActor, WorkspaceScope } from '@dovecote/services/service-context';
import { and, asc, eq } from 'drizzle-orm';

/**
 * The asked-for workspace, or the first one, with the actor's role in it as it is now; undefined for a person without
 * any.
 * @throws AppError `NOT_FOUND` alike for an absent workspace and one the actor does not belong to.
 */
export async function proveMembership(
  services: Pick<AppServices, 'databases'>,
  actor: UserActor,
  workspaceId: string | null,
): Promise<WorkspaceScope | undefined> {
  const isUnreadable = workspaceId?.includes('\u0000') ?? false;
  const [member] = isUnreadable
    ? []
    : await services.databases.platform
        .select({ id: members.workspaceId, role: members.role })
        .from(members)
        .where(
          and(
            eq(members.userId, actor.userId),
            workspaceId === null ? undefined : eq(members.workspaceId, workspaceId),
          ),
        )
        .orderBy(asc(members.createdAt), asc(members.workspaceId))
        .limit(1);
  if (member !== undefined) return { id: proveWorkspace(member.id), role: member.role };
  if (workspaceId !== null) throw new AppError('NOT_FOUND', 'There is no such workspace.');
  return undefined;
}
