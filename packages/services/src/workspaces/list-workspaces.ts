import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { asc, eq } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { describeWorkspace, type WorkspaceView } from './workspace-view';

/** The workspaces the actor belongs to, oldest first, so that the first one is the default. */
export async function listWorkspaces(ctx: ServiceContext): Promise<WorkspaceView[]> {
  const { userId } = authoriseUser(ctx);
  const rows = await acrossWorkspaces(ctx)
    .db.select({ workspace: workspaces, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(workspaces.id));
  return rows.map(({ workspace, role }) => describeWorkspace(workspace, role));
}
