import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { AppError } from '@dovecote/errors/app-error';
import type { AppServices, UserActor, WorkspaceScope } from '@dovecote/services/service-context';
import { and, asc, eq } from 'drizzle-orm';

/**
 * The asked-for workspace, or the first one, with the actor's role in it as it is now; undefined for a person without
 * any. An API key leads to its own workspace only, with the role it has today.
 * @throws AppError `NOT_FOUND` alike for an absent workspace and one the actor does not belong to.
 */
export async function proveMembership(
  services: Pick<AppServices, 'databases'>,
  actor: UserActor,
  workspaceId: string | null,
): Promise<WorkspaceScope | undefined> {
  const { apiKey } = actor;
  if (apiKey !== undefined) {
    if (workspaceId !== null && workspaceId !== apiKey.workspaceId) throw workspaceNotFound();
    const { role, lacksSecondFactor } = apiKey;
    return { id: proveWorkspace(apiKey.workspaceId), role, ...(lacksSecondFactor && { lacksSecondFactor }) };
  }
  const isUnreadable = workspaceId?.includes('\u0000') ?? false;
  const [member] = isUnreadable
    ? []
    : await services.databases.platform
        .select({ id: members.workspaceId, role: members.role, requiresSecondFactor: workspaces.requiresSecondFactor })
        .from(members)
        .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
        .where(
          and(
            eq(members.userId, actor.userId),
            workspaceId === null ? undefined : eq(members.workspaceId, workspaceId),
          ),
        )
        .orderBy(asc(members.createdAt), asc(members.workspaceId))
        .limit(1);
  if (member !== undefined) {
    const lacksSecondFactor = member.requiresSecondFactor && actor.hasSecondFactor !== true;
    return { id: proveWorkspace(member.id), role: member.role, ...(lacksSecondFactor && { lacksSecondFactor }) };
  }
  if (workspaceId !== null) throw workspaceNotFound();
  return undefined;
}

function workspaceNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such workspace.');
}
