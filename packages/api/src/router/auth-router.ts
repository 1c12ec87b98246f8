import { registerSchema } from '@dovecote/services/people/person-schemas';
import { registerUser } from '@dovecote/services/people/register-user';
import { publicProcedure, t } from './trpc';

export const authRouter = t.router({
  /** Whether a visitor may make an account. */
  signup: publicProcedure.query(({ ctx }) => ({ mode: ctx.service.settings.signup })),
  /** Makes the account; the dashboard then signs in through next-auth. */
  register: publicProcedure
    .input(registerSchema)
    .mutation(async ({ ctx, input }) => await registerUser(ctx.service, input)),
});
