import { getUsage } from '@dovecote/services/usage/get-usage';
import { changeMemberRole } from '@dovecote/services/workspaces/change-member-role';
import { createWorkspace } from '@dovecote/services/workspaces/create-workspace';
import { getWorkspace } from '@dovecote/services/workspaces/get-workspace';
import { inviteMember } from '@dovecote/services/workspaces/invite-member';
import { joinWorkspace } from '@dovecote/services/workspaces/join-workspace';
import { leaveWorkspace } from '@dovecote/services/workspaces/leave-workspace';
import { listInvitations } from '@dovecote/services/workspaces/list-invitations';
import { listMembers } from '@dovecote/services/workspaces/list-members';
import { lookAtInvitation } from '@dovecote/services/workspaces/look-at-invitation';
import { removeMember } from '@dovecote/services/workspaces/remove-member';
import { revokeInvitation } from '@dovecote/services/workspaces/revoke-invitation';
import { transferWorkspace } from '@dovecote/services/workspaces/transfer-workspace';
import { updateWorkspace } from '@dovecote/services/workspaces/update-workspace';
import {
  changeRoleSchema,
  createWorkspaceSchema,
  invitationTokenSchema,
  inviteMemberSchema,
  transferSchema,
  updateWorkspaceSchema,
} from '@dovecote/services/workspaces/workspace-schemas';
import { z } from 'zod';
import { procedure, publicProcedure, t } from './trpc';

const memberKey = z.strictObject({ userId: z.string() });

/** The workspace that the `Dovecote-Workspace` header names, and ways into others. */
export const workspaceRouter = t.router({
  get: procedure('workspace.read').query(async ({ ctx }) => await getWorkspace(ctx.service)),
  usage: procedure('workspace.read').query(async ({ ctx }) => await getUsage(ctx.service)),
  update: procedure('workspace.update')
    .input(updateWorkspaceSchema)
    .mutation(async ({ ctx, input }) => await updateWorkspace(ctx.service, input)),
  create: procedure('session')
    .input(createWorkspaceSchema)
    .mutation(async ({ ctx, input }) => await createWorkspace(ctx.service, input)),
  leave: procedure('session').mutation(async ({ ctx }) => await leaveWorkspace(ctx.service)),
  transfer: procedure('workspace.transfer')
    .input(transferSchema)
    .mutation(async ({ ctx, input }) => await transferWorkspace(ctx.service, input)),
  members: procedure('workspace.read').query(
    async ({ ctx }) => await listMembers(ctx.service, ctx.service.workspace?.id ?? ''),
  ),
  changeRole: procedure('members.changeRole')
    .input(memberKey.extend(changeRoleSchema.shape))
    .mutation(async ({ ctx, input: { userId, role } }) => await changeMemberRole(ctx.service, userId, { role })),
  removeMember: procedure('members.remove')
    .input(memberKey)
    .mutation(async ({ ctx, input }) => await removeMember(ctx.service, input.userId)),
  invitations: procedure('members.invite').query(async ({ ctx }) => await listInvitations(ctx.service)),
  invite: procedure('members.invite')
    .input(inviteMemberSchema)
    .mutation(async ({ ctx, input }) => await inviteMember(ctx.service, input)),
  revokeInvitation: procedure('members.invite')
    .input(z.strictObject({ id: z.string() }))
    .mutation(async ({ ctx, input }) => await revokeInvitation(ctx.service, input.id)),
  /** What a link leads to, for visitors too. */
  invitation: publicProcedure
    .input(invitationTokenSchema)
    .query(async ({ ctx, input }) => await lookAtInvitation(ctx.service, input)),
  join: procedure('session')
    .input(invitationTokenSchema)
    .mutation(async ({ ctx, input }) => await joinWorkspace(ctx.service, input)),
});
