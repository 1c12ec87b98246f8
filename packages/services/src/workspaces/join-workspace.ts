import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { acrossWorkspaces } from '../across-workspaces';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { acceptInvitation } from './accept-invitation';
import { getWorkspaceRow } from './get-workspace';
import { invitationTokenSchema } from './workspace-schemas';
import { describeWorkspace, type WorkspaceView } from './workspace-view';

/** Makes the actor a member of the workspace their invitation leads to. @throws AppError as `acceptInvitation` says. */
export async function joinWorkspace(
  ctx: ServiceContext,
  input: z.input<typeof invitationTokenSchema>,
): Promise<WorkspaceView> {
  const { userId } = authoriseUser(ctx);
  const { token } = parseInput(invitationTokenSchema, input);
  return await acrossWorkspaces(ctx).db.transaction(async (tx) => {
    const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
    if (user === undefined) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
    const { workspaceId, role } = await acceptInvitation(tx, ctx, { token, userId, email: user.email });
    return describeWorkspace(await getWorkspaceRow(tx, workspaceId), role);
  });
}
