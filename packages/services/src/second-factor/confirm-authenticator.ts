import { authenticators } from '@dovecote/db/schema/second-factors';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import { type AttemptRule, forgetAttempts, spendAttempt } from '../security/spend-attempt';
import type { ServiceContext } from '../service-context';
import { findAuthenticator } from './authenticator-seed';
import { markSecondFactorPassed } from './mark-second-factor';
import { replaceRecoveryCodes } from './recovery-codes';
import { confirmAuthenticatorSchema } from './second-factor-schemas';
import { tellFactorChange } from './tell-factor-change';
import { findStep } from './totp';

const confirmRule: AttemptRule = { kind: 'growing', freeMax: 10 };

/**
 * Makes the authenticator app count by its first code, and answers ten recovery codes, shown this once.
 * @throws AppError `STEP_UP_REQUIRED`, `RATE_LIMITED`, `INVALID_CREDENTIALS`, or `CONFLICT` when none is begun.
 */
export async function confirmAuthenticator(
  ctx: ServiceContext,
  input: z.input<typeof confirmAuthenticatorSchema>,
): Promise<{ recoveryCodes: string[] }> {
  const { userId, sessionId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const { otp } = parseInput(confirmAuthenticatorSchema, input);
  const attemptName = `confirm|${userId}`;
  await spendAttempt(ctx, attemptName, confirmRule);
  const found = await findAuthenticator(ctx, userId);
  if (found === null || found.row.confirmedAt !== null) throw noneBegun();
  const now = ctx.clock();
  const step = found.seed.use((seed) => findStep(seed, otp.replaceAll(/\s/g, ''), now));
  if (step === null) {
    throw new AppError(
      'INVALID_CREDENTIALS',
      'The code is wrong. Check the clock of your phone, then try the next one.',
      {
        fields: { otp: 'is wrong' },
      },
    );
  }
  const recoveryCodes = await ctx.db.transaction(async (tx) => {
    const [confirmed] = await tx
      .update(authenticators)
      .set({ confirmedAt: now, lastStep: step })
      .where(
        and(
          eq(authenticators.userId, userId),
          eq(authenticators.seed, found.row.seed),
          isNull(authenticators.confirmedAt),
        ),
      )
      .returning({ userId: authenticators.userId });
    if (confirmed === undefined) throw noneBegun();
    const codes = await replaceRecoveryCodes(tx, userId, now);
    await markSecondFactorPassed(tx, sessionId, now);
    await tellFactorChange(tx, ctx, userId, 'authenticator_added');
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.authenticator_added',
      targetType: 'user',
      targetId: userId,
    });
    return codes;
  });
  await forgetAttempts(ctx, attemptName);
  return { recoveryCodes };
}

function noneBegun(): AppError {
  return new AppError('CONFLICT', 'No authenticator app waits for its first code. Begin again.');
}
