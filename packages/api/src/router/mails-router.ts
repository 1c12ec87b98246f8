import { listMails } from '@dovecote/services/mails/list-mails';
import { pageSchema } from '@dovecote/services/pages';
import { procedure, t } from './trpc';

export const mailsRouter = t.router({
  list: procedure('session')
    .input(pageSchema.optional())
    .query(async ({ ctx, input }) => await listMails(ctx.service, input)),
});
