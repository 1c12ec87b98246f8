import { pageSchema } from '@dovecote/services/pages';
import { getUsage } from '@dovecote/services/usage/get-usage';
import { usageSchema } from '@dovecote/services/usage/usage-view';
import { changeMemberRole } from '@dovecote/services/workspaces/change-member-role';
import { createWorkspace } from '@dovecote/services/workspaces/create-workspace';
import { getWorkspace } from '@dovecote/services/workspaces/get-workspace';
import { invitationViewSchema } from '@dovecote/services/workspaces/invitation-view';
import { inviteMember } from '@dovecote/services/workspaces/invite-member';
import { joinWorkspace } from '@dovecote/services/workspaces/join-workspace';
import { leaveWorkspace } from '@dovecote/services/workspaces/leave-workspace';
import { listInvitations } from '@dovecote/services/workspaces/list-invitations';
import { listMembers } from '@dovecote/services/workspaces/list-members';
import { listWorkspaces } from '@dovecote/services/workspaces/list-workspaces';
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
import { workspaceViewSchema } from '@dovecote/services/workspaces/workspace-view';
import { z } from '@hono/zod-openapi';
import type { ApiDeps } from '../../api-deps';
import type { DefineCall } from '../define-call';
import { inPathWorkspace } from '../in-path-workspace';
import { cutPage, pageOf, wholeList } from '../page-of';

const shared = { tag: 'Workspaces' } as const;

export function defineWorkspaceCalls(define: DefineCall, deps: ApiDeps): void {
  define({
    ...shared,
    method: 'get',
    path: '/workspaces',
    policy: 'session',
    summary: 'Where I belong',
    query: pageSchema,
    answer: pageOf(workspaceViewSchema),
    handle: async ({ ctx, query }) => cutPage(await listWorkspaces(ctx), query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces',
    policy: 'session',
    summary: 'Make another workspace',
    status: 201,
    body: createWorkspaceSchema,
    answer: workspaceViewSchema,
    handle: async ({ ctx, body }) => await createWorkspace(ctx, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/join',
    policy: 'session',
    summary: 'Accept an invitation',
    body: invitationTokenSchema,
    answer: workspaceViewSchema,
    handle: async ({ ctx, body }) => await joinWorkspace(ctx, body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}',
    policy: 'workspace.read',
    summary: 'One workspace',
    answer: workspaceViewSchema,
    handle: async ({ ctx, params }) => await getWorkspace(await inPathWorkspace(deps, ctx, params.id)),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/workspaces/{id}',
    policy: 'workspace.update',
    summary: 'Rename it, or ask its members for a second factor',
    body: updateWorkspaceSchema,
    answer: workspaceViewSchema,
    handle: async ({ ctx, params, body }) => await updateWorkspace(await inPathWorkspace(deps, ctx, params.id), body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/usage',
    policy: 'workspace.read',
    summary: 'What it uses of its plan, and a forecast',
    answer: usageSchema,
    handle: async ({ ctx, params }) => await getUsage(await inPathWorkspace(deps, ctx, params.id)),
  });
  defineMemberCalls(define, deps);
  defineInvitationCalls(define, deps);
}

function defineMemberCalls(define: DefineCall, deps: ApiDeps): void {
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/members',
    policy: 'workspace.read',
    summary: 'Who works there',
    query: pageSchema,
    answer: pageOf(),
    handle: async ({ ctx, params, query }) =>
      cutPage(await listMembers(await inPathWorkspace(deps, ctx, params.id), params.id), query),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/workspaces/{id}/members/{userId}',
    policy: 'members.changeRole',
    summary: 'Give a member another role',
    body: changeRoleSchema,
    answer: pageOf(),
    handle: async ({ ctx, params, body }) =>
      wholeList(await changeMemberRole(await inPathWorkspace(deps, ctx, params.id), params.userId, body)),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/workspaces/{id}/members/{userId}',
    policy: 'members.remove',
    summary: 'Take a member out',
    status: 204,
    handle: async ({ ctx, params }) => await removeMember(await inPathWorkspace(deps, ctx, params.id), params.userId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/leave',
    policy: 'session',
    summary: 'End my own membership',
    status: 204,
    handle: async ({ ctx, params }) => await leaveWorkspace(await inPathWorkspace(deps, ctx, params.id)),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/transfer',
    policy: 'workspace.transfer',
    summary: 'Make another member the owner in my place',
    body: transferSchema,
    answer: pageOf(),
    handle: async ({ ctx, params, body }) =>
      wholeList(await transferWorkspace(await inPathWorkspace(deps, ctx, params.id), body)),
  });
}

function defineInvitationCalls(define: DefineCall, deps: ApiDeps): void {
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/invitations',
    policy: 'members.invite',
    summary: 'Open invitations',
    query: pageSchema,
    answer: pageOf(invitationViewSchema),
    handle: async ({ ctx, params, query }) =>
      cutPage(await listInvitations(await inPathWorkspace(deps, ctx, params.id)), query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/invitations',
    policy: 'members.invite',
    summary: 'Invite one person; this answer is the only place where the link stands',
    status: 201,
    body: inviteMemberSchema,
    answer: invitationViewSchema.extend({ token: z.string(), link: z.string() }),
    handle: async ({ ctx, params, body }) => await inviteMember(await inPathWorkspace(deps, ctx, params.id), body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/workspaces/{id}/invitations/{invitationId}',
    policy: 'members.invite',
    summary: 'Make an open invitation void',
    status: 204,
    handle: async ({ ctx, params }) =>
      await revokeInvitation(await inPathWorkspace(deps, ctx, params.id), params.invitationId),
  });
}
