import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { and, asc, eq } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import { authoriseActor } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { describeWorkspace, type WorkspaceView } from './workspace-view';

/** The workspaces the actor belongs to, an API key's only one, oldest first, so that the first one is the default. */
export async function listWorkspaces(ctx: ServiceContext): Promise<WorkspaceView[]> {
  const { userId, apiKey } = authoriseActor(ctx);
  const rows = await acrossWorkspaces(ctx)
    .db.select({ workspace: workspaces, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(
      and(eq(members.userId, userId), apiKey === undefined ? undefined : eq(members.workspaceId, apiKey.workspaceId)),
    )
    .orderBy(asc(members.createdAt), asc(workspaces.id));
  return rows.map(({ workspace, role }) => describeWorkspace(workspace, role));
}
