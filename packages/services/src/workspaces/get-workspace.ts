import type { Queryable } from '@dovecote/db/client';
import { workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { describeWorkspace, type WorkspaceView } from './workspace-view';

/** The actor's workspace. */
export async function getWorkspace(ctx: ServiceContext): Promise<WorkspaceView> {
  const { id, role } = authoriseMember(ctx, 'workspace.read');
  return describeWorkspace(await getWorkspaceRow(ctx.db, id), role);
}

export async function getWorkspaceRow(db: Queryable, id: string): Promise<typeof workspaces.$inferSelect> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id));
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such workspace.');
  return row;
}
