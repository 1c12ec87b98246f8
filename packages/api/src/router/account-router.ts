import { deleteMe } from '@dovecote/services/people/delete-me';
import { exportMe } from '@dovecote/services/people/export-me';
import { listSessions } from '@dovecote/services/people/list-sessions';
import { updateMeSchema } from '@dovecote/services/people/person-schemas';
import { revokeSession } from '@dovecote/services/people/revoke-session';
import { updateMe } from '@dovecote/services/people/update-me';
import { z } from 'zod';
import { procedure, t } from './trpc';

export const accountRouter = t.router({
  update: procedure.input(updateMeSchema).mutation(async ({ ctx, input }) => await updateMe(ctx.service, input)),
  remove: procedure.mutation(async ({ ctx }) => await deleteMe(ctx.service)),
  export: procedure.mutation(async ({ ctx }) => await exportMe(ctx.service)),
  sessions: procedure.query(async ({ ctx }) => await listSessions(ctx.service)),
  revokeSession: procedure
    .input(z.strictObject({ id: z.string() }))
    .mutation(async ({ ctx, input }) => await revokeSession(ctx.service, input.id)),
});
