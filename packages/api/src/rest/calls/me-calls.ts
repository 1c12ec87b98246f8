import { pageSchema } from '@dovecote/services/pages';
import { changeEmail } from '@dovecote/services/people/change-email';
import { deleteMe } from '@dovecote/services/people/delete-me';
import { exportMe } from '@dovecote/services/people/export-me';
import { getMe } from '@dovecote/services/people/get-me';
import { listSessions } from '@dovecote/services/people/list-sessions';
import { emailOnlySchema, updateMeSchema } from '@dovecote/services/people/person-schemas';
import { revokeOtherSessions } from '@dovecote/services/people/revoke-other-sessions';
import { revokeSession } from '@dovecote/services/people/revoke-session';
import { updateMe } from '@dovecote/services/people/update-me';
import { userViewSchema } from '@dovecote/services/people/user-view';
import { listSecurityEvents } from '@dovecote/services/security/list-security-events';
import { workspaceViewSchema } from '@dovecote/services/workspaces/workspace-view';
import { z } from '@hono/zod-openapi';
import type { DefineCall } from '../define-call';
import { cutPage, pageOf } from '../page-of';

export function defineMeCalls(define: DefineCall): void {
  const shared = { tag: 'Me' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/me',
    policy: 'session',
    summary: 'My profile and workspaces',
    answer: userViewSchema.extend({ workspaces: workspaceViewSchema.array() }),
    handle: async ({ ctx }) => await getMe(ctx),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/me',
    policy: 'session',
    summary: 'Change my profile or password',
    body: updateMeSchema,
    answer: userViewSchema,
    handle: async ({ ctx, body }) => await updateMe(ctx, body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/me',
    policy: 'session',
    summary: 'Erase my account',
    status: 204,
    handle: async ({ ctx }) => await deleteMe(ctx),
  });
  define({
    ...shared,
    method: 'post',
    path: '/me/export',
    policy: 'session',
    summary: 'Everything about me, without secrets',
    handle: async ({ ctx }) => await exportMe(ctx),
  });
  define({
    ...shared,
    method: 'get',
    path: '/me/sessions',
    policy: 'session',
    summary: 'My devices',
    query: pageSchema,
    answer: pageOf(),
    handle: async ({ ctx, query }) => cutPage(await listSessions(ctx), query),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/me/sessions/{id}',
    policy: 'session',
    summary: 'End one of my sessions',
    status: 204,
    handle: async ({ ctx, params }) => await revokeSession(ctx, params.id),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/me/sessions',
    policy: 'session',
    summary: 'End all my sessions but this one',
    answer: z.object({ ended: z.number() }),
    handle: async ({ ctx }) => await revokeOtherSessions(ctx),
  });
  define({
    ...shared,
    method: 'get',
    path: '/me/security-events',
    policy: 'session',
    summary: 'What happened to my account',
    query: pageSchema,
    answer: pageOf(),
    handle: async ({ ctx, query }) => await listSecurityEvents(ctx, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/me/email',
    policy: 'session',
    summary: 'Move to another address, once the link mailed there is followed',
    status: 204,
    body: emailOnlySchema,
    handle: async ({ ctx, body }) => await changeEmail(ctx, body),
  });
}
