import { accessBot } from '@dovecote/services/admin/access-bot';
import { activateBot } from '@dovecote/services/admin/activate-bot';
import { activateUser } from '@dovecote/services/admin/activate-user';
import { adminBotViewSchema } from '@dovecote/services/admin/admin-bot-view';
import {
  adminLimitsSchema,
  changePlanSchema,
  listAllBotsSchema,
  listAuditSchema,
  listUsersSchema,
  reasonSchema,
} from '@dovecote/services/admin/admin-schemas';
import { changeWorkspacePlan } from '@dovecote/services/admin/change-workspace-plan';
import { getAnyBot } from '@dovecote/services/admin/get-any-bot';
import { listAllBots } from '@dovecote/services/admin/list-all-bots';
import { listAuditEvents } from '@dovecote/services/admin/list-audit-events';
import { listUsers } from '@dovecote/services/admin/list-users';
import { setBotLimitsAsAdmin } from '@dovecote/services/admin/set-bot-limits-as-admin';
import { suspendBot } from '@dovecote/services/admin/suspend-bot';
import { suspendUser } from '@dovecote/services/admin/suspend-user';
import { auditVerdictSchema, verifyAuditLog } from '@dovecote/services/audit/verify-audit-log';
import { botViewSchema } from '@dovecote/services/bots/bot-view';
import { pageSchema } from '@dovecote/services/pages';
import { listUserSecurityEvents } from '@dovecote/services/security/list-security-events';
import { workspaceViewSchema } from '@dovecote/services/workspaces/workspace-view';
import { z } from '@hono/zod-openapi';
import type { DefineCall } from '../define-call';
import { pageOf } from '../page-of';

const shared = { tag: 'Platform admin' } as const;

export function defineAdminCalls(define: DefineCall): void {
  defineBotAdminCalls(define);
  definePeopleAdminCalls(define);
  define({
    ...shared,
    method: 'get',
    path: '/admin/audit-log',
    policy: 'platform.readAudit',
    summary: 'Who did what to whom',
    query: listAuditSchema,
    answer: pageOf(),
    handle: async ({ ctx, query }) => await listAuditEvents(ctx, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/admin/audit-log/verify',
    policy: 'platform.readAudit',
    summary: 'Check every hash chain',
    answer: auditVerdictSchema,
    handle: async ({ ctx }) => await verifyAuditLog(ctx),
  });
}

function defineBotAdminCalls(define: DefineCall): void {
  define({
    ...shared,
    method: 'get',
    path: '/admin/bots',
    policy: 'platform.readBots',
    summary: 'Every bot of the installation',
    query: listAllBotsSchema,
    answer: pageOf(adminBotViewSchema),
    handle: async ({ ctx, query }) => await listAllBots(ctx, query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/admin/bots/{id}',
    policy: 'platform.readBots',
    summary: 'Any bot',
    answer: adminBotViewSchema.extend({ accessExpiresAt: z.string().nullable() }),
    handle: async ({ ctx, params }) => await getAnyBot(ctx, params.id),
  });
  define({
    ...shared,
    method: 'post',
    path: '/admin/bots/{id}/access',
    policy: 'platform.accessBot',
    summary: 'A read-only look inside for 30 minutes, audited',
    body: reasonSchema,
    handle: async ({ ctx, params, body }) => await accessBot(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/admin/bots/{id}/suspend',
    policy: 'platform.suspendBot',
    summary: 'Hold a bot',
    body: reasonSchema,
    answer: botViewSchema,
    handle: async ({ ctx, params, body }) => await suspendBot(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/admin/bots/{id}/activate',
    policy: 'platform.suspendBot',
    summary: 'Let a suspended bot go on',
    body: reasonSchema,
    answer: botViewSchema,
    handle: async ({ ctx, params, body }) => await activateBot(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/admin/bots/{id}/limits',
    policy: 'platform.setLimits',
    summary: 'Limits that override owner and plan',
    body: adminLimitsSchema,
    answer: botViewSchema,
    handle: async ({ ctx, params, body }) => await setBotLimitsAsAdmin(ctx, params.id, body),
  });
}

function definePeopleAdminCalls(define: DefineCall): void {
  define({
    ...shared,
    method: 'get',
    path: '/admin/users',
    policy: 'platform.readUsers',
    summary: 'Everybody with an account',
    query: listUsersSchema,
    answer: pageOf(),
    handle: async ({ ctx, query }) => await listUsers(ctx, query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/admin/users/{id}/security-events',
    policy: 'platform.readUsers',
    summary: 'What happened to a person’s account',
    query: pageSchema,
    answer: pageOf(),
    handle: async ({ ctx, params, query }) => await listUserSecurityEvents(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/admin/users/{id}/suspend',
    policy: 'platform.suspendUser',
    summary: 'Keep a person out',
    body: reasonSchema,
    handle: async ({ ctx, params, body }) => await suspendUser(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'post',
    path: '/admin/users/{id}/activate',
    policy: 'platform.suspendUser',
    summary: 'Let a person in again',
    body: reasonSchema,
    handle: async ({ ctx, params, body }) => await activateUser(ctx, params.id, body),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/admin/workspaces/{id}',
    policy: 'platform.changePlan',
    summary: 'Move a workspace to another plan',
    body: changePlanSchema,
    answer: workspaceViewSchema,
    handle: async ({ ctx, params, body }) => await changeWorkspacePlan(ctx, params.id, body),
  });
}
