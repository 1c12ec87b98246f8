import { users } from '@dovecote/db/schema/users';
import type { MemberRole } from '@dovecote/db/schema/workspaces';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { acrossWorkspaces } from '../across-workspaces';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { findInvitation } from './find-invitation';
import { getWorkspaceRow } from './get-workspace';
import { invitationTokenSchema } from './workspace-schemas';

export interface InvitationPreview {
  workspaceId: string;
  workspace: string;
  role: MemberRole;
  /** The address it is for, if it is for one only. */
  email: string | null;
  invitedBy: string | null;
  expiresAt: string;
}

/** What a link leads to, for whoever holds it, signed in or not. @throws AppError `NOT_FOUND`. */
export async function lookAtInvitation(
  ctx: ServiceContext,
  input: z.input<typeof invitationTokenSchema>,
): Promise<InvitationPreview> {
  const { token } = parseInput(invitationTokenSchema, input);
  const { db } = acrossWorkspaces(ctx);
  const row = await findInvitation(db, token, ctx.clock());
  const { name } = await getWorkspaceRow(db, row.workspaceId);
  const [inviter] =
    row.invitedBy === null ? [] : await db.select({ name: users.name }).from(users).where(eq(users.id, row.invitedBy));
  return {
    workspaceId: row.workspaceId,
    workspace: name,
    role: row.role,
    email: row.email,
    invitedBy: inviter?.name ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}
