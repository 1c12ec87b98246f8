import { pageSchema } from '@dovecote/services/pages';
import { changeEmail } from '@dovecote/services/people/change-email';
import { deleteMe } from '@dovecote/services/people/delete-me';
import { exportMe } from '@dovecote/services/people/export-me';
import { listSessions } from '@dovecote/services/people/list-sessions';
import { emailOnlySchema, updateMeSchema } from '@dovecote/services/people/person-schemas';
import { revokeOtherSessions } from '@dovecote/services/people/revoke-other-sessions';
import { revokeSession } from '@dovecote/services/people/revoke-session';
import { stepUp, stepUpSchema } from '@dovecote/services/people/step-up';
import { updateMe } from '@dovecote/services/people/update-me';
import { listSecurityEvents } from '@dovecote/services/security/list-security-events';
import { z } from 'zod';
import { procedure, t } from './trpc';

export const accountRouter = t.router({
  update: procedure('session')
    .input(updateMeSchema)
    .mutation(async ({ ctx, input }) => await updateMe(ctx.service, input)),
  remove: procedure('session').mutation(async ({ ctx }) => await deleteMe(ctx.service)),
  export: procedure('session').mutation(async ({ ctx }) => await exportMe(ctx.service)),
  sessions: procedure('session').query(async ({ ctx }) => await listSessions(ctx.service)),
  revokeSession: procedure('session')
    .input(z.strictObject({ id: z.string() }))
    .mutation(async ({ ctx, input }) => await revokeSession(ctx.service, input.id)),
  revokeOtherSessions: procedure('session').mutation(async ({ ctx }) => await revokeOtherSessions(ctx.service)),
  stepUp: procedure('session')
    .input(stepUpSchema)
    .mutation(async ({ ctx, input }) => await stepUp(ctx.service, input)),
  changeEmail: procedure('session')
    .input(emailOnlySchema)
    .mutation(async ({ ctx, input }) => await changeEmail(ctx.service, input)),
  securityEvents: procedure('session')
    .input(pageSchema.optional())
    .query(async ({ ctx, input }) => await listSecurityEvents(ctx.service, input)),
});
