import { askForPasskey } from '@dovecote/services/passkeys/ask-for-passkey';
import {
  emailOnlySchema,
  linkTokenSchema,
  registerSchema,
  resetPasswordSchema,
} from '@dovecote/services/people/person-schemas';
import { registerUser } from '@dovecote/services/people/register-user';
import { requestPasswordReset } from '@dovecote/services/people/request-password-reset';
import { resendVerification } from '@dovecote/services/people/resend-verification';
import { resetPassword } from '@dovecote/services/people/reset-password';
import { verifyEmail } from '@dovecote/services/people/verify-email';
import { publicProcedure, t } from './trpc';

export const authRouter = t.router({
  /** Whether a visitor may make an account, and whether its address must be proven first. */
  signup: publicProcedure.query(({ ctx: { service } }) => ({
    mode: service.settings.signup,
    verifiesEmail: service.mailer !== null,
  })),
  /** Makes the account; the dashboard then signs in through next-auth. */
  register: publicProcedure
    .input(registerSchema)
    .mutation(async ({ ctx, input }) => await registerUser(ctx.service, input)),
  forgotPassword: publicProcedure
    .input(emailOnlySchema)
    .mutation(async ({ ctx, input }) => await requestPasswordReset(ctx.service, input)),
  resetPassword: publicProcedure
    .input(resetPasswordSchema)
    .mutation(async ({ ctx, input }) => await resetPassword(ctx.service, input)),
  verifyEmail: publicProcedure
    .input(linkTokenSchema)
    .mutation(async ({ ctx, input }) => await verifyEmail(ctx.service, input)),
  resendVerification: publicProcedure
    .input(emailOnlySchema)
    .mutation(async ({ ctx, input }) => await resendVerification(ctx.service, input)),
  /** What the browser needs to ask for a passkey; alike for everybody. */
  askForPasskey: publicProcedure.mutation(async ({ ctx }) => await askForPasskey(ctx.service)),
});
