import { accessBot } from '@dovecote/services/admin/access-bot';
import { activateBot } from '@dovecote/services/admin/activate-bot';
import { activateUser } from '@dovecote/services/admin/activate-user';
import {
  adminLimitsSchema,
  changePlanSchema,
  listAllBotsSchema,
  listAuditSchema,
  listUsersSchema,
  reasonSchema,
} from '@dovecote/services/admin/admin-schemas';
import { changeWorkspacePlan } from '@dovecote/services/admin/change-workspace-plan';
import { endAccess } from '@dovecote/services/admin/end-access';
import { getAnyBot } from '@dovecote/services/admin/get-any-bot';
import { listAllBots } from '@dovecote/services/admin/list-all-bots';
import { listAuditEvents } from '@dovecote/services/admin/list-audit-events';
import { listUsers } from '@dovecote/services/admin/list-users';
import { setBotLimitsAsAdmin } from '@dovecote/services/admin/set-bot-limits-as-admin';
import { suspendBot } from '@dovecote/services/admin/suspend-bot';
import { suspendUser } from '@dovecote/services/admin/suspend-user';
import { verifyAuditLog } from '@dovecote/services/audit/verify-audit-log';
import { pageSchema } from '@dovecote/services/pages';
import { listUserSecurityEvents } from '@dovecote/services/security/list-security-events';
import { z } from 'zod';
import { procedure, t } from './trpc';

const key = z.strictObject({ id: z.string() });
const withReason = key.extend(reasonSchema.shape);

export const adminRouter = t.router({
  bots: procedure
    .input(listAllBotsSchema.optional())
    .query(async ({ ctx, input }) => await listAllBots(ctx.service, input)),
  bot: procedure.input(key).query(async ({ ctx, input }) => await getAnyBot(ctx.service, input.id)),
  suspendBot: procedure
    .input(withReason)
    .mutation(async ({ ctx, input: { id, ...why } }) => await suspendBot(ctx.service, id, why)),
  activateBot: procedure
    .input(withReason)
    .mutation(async ({ ctx, input: { id, ...why } }) => await activateBot(ctx.service, id, why)),
  setLimits: procedure
    .input(key.extend(adminLimitsSchema.shape))
    .mutation(async ({ ctx, input: { id, ...limits } }) => await setBotLimitsAsAdmin(ctx.service, id, limits)),
  accessBot: procedure
    .input(withReason)
    .mutation(async ({ ctx, input: { id, ...why } }) => await accessBot(ctx.service, id, why)),
  endAccess: procedure.input(key).mutation(async ({ ctx, input }) => await endAccess(ctx.service, input.id)),
  users: procedure
    .input(listUsersSchema.optional())
    .query(async ({ ctx, input }) => await listUsers(ctx.service, input)),
  userSecurityEvents: procedure
    .input(key.extend(pageSchema.shape))
    .query(async ({ ctx, input: { id, ...page } }) => await listUserSecurityEvents(ctx.service, id, page)),
  suspendUser: procedure
    .input(withReason)
    .mutation(async ({ ctx, input: { id, ...why } }) => await suspendUser(ctx.service, id, why)),
  activateUser: procedure
    .input(withReason)
    .mutation(async ({ ctx, input: { id, ...why } }) => await activateUser(ctx.service, id, why)),
  changePlan: procedure
    .input(key.extend(changePlanSchema.shape))
    .mutation(async ({ ctx, input: { id, ...change } }) => await changeWorkspacePlan(ctx.service, id, change)),
  auditLog: procedure
    .input(listAuditSchema.optional())
    .query(async ({ ctx, input }) => await listAuditEvents(ctx.service, input)),
  verifyAuditLog: procedure.mutation(async ({ ctx }) => await verifyAuditLog(ctx.service)),
});
