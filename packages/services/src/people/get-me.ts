import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { authoriseActor } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { listWorkspaces } from '../workspaces/list-workspaces';
import type { WorkspaceView } from '../workspaces/workspace-view';
import { describeUser, type UserView } from './user-view';

/** The actor's profile and where they belong. */
export async function getMe(ctx: ServiceContext): Promise<UserView & { workspaces: WorkspaceView[] }> {
  const { userId } = authoriseActor(ctx);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (user === undefined) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return { ...describeUser(user), workspaces: await listWorkspaces(ctx) };
}
