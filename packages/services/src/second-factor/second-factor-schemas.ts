import { z } from 'zod';

/** Six digits of an authenticator app, or a recovery code. */
export const otpSchema = z.string().trim().min(6, { error: 'is too short' }).max(30, { error: 'is too long' });

export const confirmAuthenticatorSchema = z.strictObject({ otp: otpSchema });

export const enrolmentSchema = z.object({ secret: z.string(), url: z.string(), qr: z.string() });

export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

export const secondFactorViewSchema = z.object({
  authenticator: z.object({ confirmedAt: z.string() }).nullable(),
  passkeys: z.array(
    z.object({ id: z.string(), name: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() }),
  ),
  recoveryCodesLeft: z.number(),
  /** This very session passed a second factor. */
  isPassed: z.boolean(),
});

export type SecondFactorView = z.output<typeof secondFactorViewSchema>;
