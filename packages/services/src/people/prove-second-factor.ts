import { AppError } from '@dovecote/errors/app-error';
import type { z } from 'zod';
import { type passkeyAnswerSchema, verifyPasskey } from '../passkeys/verify-passkey';
import { hasSecondFactor } from '../second-factor/find-second-factor';
import { verifyOneTimeCode } from '../second-factor/verify-one-time-code';
import type { ServiceContext } from '../service-context';

/** What came with the password. */
export interface SecondFactorProof {
  otp?: string | undefined;
  passkey?: z.output<typeof passkeyAnswerSchema> | undefined;
}

/**
 * The second step of signing in, after the right password. Answers whether there was one to take.
 * @throws AppError `OTP_REQUIRED` when the proof is missing, `INVALID_CREDENTIALS` when it is wrong, or `RATE_LIMITED`.
 */
export async function proveSecondFactor(
  ctx: ServiceContext,
  userId: string,
  { otp, passkey }: SecondFactorProof,
): Promise<boolean> {
  if (!(await hasSecondFactor(ctx.db, userId))) return false;
  if (otp !== undefined && otp.trim() !== '') await verifyOneTimeCode(ctx, userId, otp);
  else if (passkey !== undefined) {
    const owner = await verifyPasskey(ctx, passkey);
    if (owner.id !== userId) throw new AppError('INVALID_CREDENTIALS', 'This passkey is not of this account.');
  } else throw new AppError('OTP_REQUIRED', 'Enter a code of your authenticator app or a recovery code.');
  return true;
}
