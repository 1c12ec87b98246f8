import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { invalidField, parseInput } from '../parse-input';
import { passkeyAnswerSchema, verifyPasskey } from '../passkeys/verify-passkey';
import { authoriseUser } from '../policies/authorise';
import { stepUpMs } from '../policies/require-step-up';
import { hasSecondFactor } from '../second-factor/find-second-factor';
import { markSecondFactorPassed } from '../second-factor/mark-second-factor';
import { otpSchema } from '../second-factor/second-factor-schemas';
import { verifyOneTimeCode } from '../second-factor/verify-one-time-code';
import type { ServiceContext } from '../service-context';
import { checkOwnPassword } from './check-own-password';

export const stepUpSchema = z.strictObject({
  password: z.string().min(1).max(1_000).optional(),
  otp: otpSchema.optional(),
  passkey: passkeyAnswerSchema.optional(),
});

/**
 * Proves anew who holds the session; sensitive acts go through for five minutes. A person with a second factor proves
 * it by that, one without by the password.
 * @throws AppError `INVALID_CREDENTIALS`, `OTP_REQUIRED` when a password is not enough, or `RATE_LIMITED`.
 */
export async function stepUp(ctx: ServiceContext, input: z.input<typeof stepUpSchema>): Promise<{ until: string }> {
  const { userId, sessionId } = authoriseUser(ctx);
  const { password, otp, passkey } = parseInput(stepUpSchema, input);
  const needsFactor = await hasSecondFactor(ctx.db, userId);
  if (needsFactor) await proveFactor(ctx, userId, { otp, passkey });
  else await provePassword(ctx, userId, password);
  const now = ctx.clock();
  await ctx.db.transaction(async (tx) => {
    if (needsFactor) await markSecondFactorPassed(tx, sessionId, now);
    else await tx.update(sessions).set({ steppedUpAt: now }).where(eq(sessions.id, sessionId));
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'session.stepped_up',
      targetType: 'session',
      targetId: sessionId,
    });
  });
  return { until: new Date(now.getTime() + stepUpMs).toISOString() };
}

async function proveFactor(
  ctx: ServiceContext,
  userId: string,
  { otp, passkey }: { otp: string | undefined; passkey: z.output<typeof passkeyAnswerSchema> | undefined },
): Promise<void> {
  if (otp !== undefined) return await verifyOneTimeCode(ctx, userId, otp);
  if (passkey === undefined) {
    throw new AppError('OTP_REQUIRED', 'Enter a code of your authenticator app or a recovery code.');
  }
  const owner = await verifyPasskey(ctx, passkey);
  if (owner.id !== userId) throw new AppError('INVALID_CREDENTIALS', 'This passkey is not one of yours.');
}

async function provePassword(ctx: ServiceContext, userId: string, password: string | undefined): Promise<void> {
  if (password === undefined) throw invalidField('password', 'is missing');
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (user === undefined) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  if (user.passwordHash === null) {
    throw new AppError('INVALID_CREDENTIALS', 'You have no password. Sign in again by a link.');
  }
  await checkOwnPassword(ctx, user, password, 'password');
}
