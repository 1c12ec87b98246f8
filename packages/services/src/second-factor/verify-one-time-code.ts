import type { Tx } from '@dovecote/db/client';
import { authenticators } from '@dovecote/db/schema/second-factors';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { recordSecurityEvent } from '../security/record-security-event';
import { type AttemptRule, forgetAttempts, spendAttempt } from '../security/spend-attempt';
import type { ServiceContext } from '../service-context';
import { findAuthenticator } from './authenticator-seed';
import { useRecoveryCode } from './recovery-codes';
import { findStep } from './totp';

/** By account alone: guesses from many networks must not add up to a search of a million codes. */
const codeRule: AttemptRule = { kind: 'growing', freeMax: 5 };

/**
 * Accepts a code of the authenticator app or a recovery code, each once: the person's row is locked while the last
 * accepted step is compared and moved, so equal codes at once are one success.
 * @throws AppError `RATE_LIMITED` or `INVALID_CREDENTIALS`.
 */
export async function verifyOneTimeCode(ctx: ServiceContext, userId: string, otp: string): Promise<void> {
  const attemptName = `code|${userId}`;
  await spendAttempt(ctx, attemptName, codeRule);
  if (await acceptOneTimeCode(ctx, userId, otp)) return await forgetAttempts(ctx, attemptName);
  await ctx.db.transaction(async (tx) => {
    await recordSecurityEvent(tx, ctx, { userId, kind: 'sign_in_failed', detail: { step: 'code' } });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'session.code_refused',
      targetType: 'user',
      targetId: userId,
    });
  });
  throw new AppError('INVALID_CREDENTIALS', 'The code is wrong or was used before. Wait for the next one.', {
    fields: { otp: 'is wrong or was used before' },
  });
}

/** The same without counting attempts: whether the code was right and is used up now. */
export async function acceptOneTimeCode(ctx: ServiceContext, userId: string, otp: string): Promise<boolean> {
  const found = await findAuthenticator(ctx, userId);
  const now = ctx.clock();
  const step = found?.seed.use((seed) => findStep(seed, otp.replaceAll(/\s/g, ''), now)) ?? null;
  return await ctx.db.transaction(async (tx) => {
    if (found !== null && step !== null) return await advanceStep(tx, found.row, step);
    if (!(await useRecoveryCode(tx, userId, otp, now))) return false;
    await recordSecurityEvent(tx, ctx, { userId, kind: 'recovery_code_used' });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.recovery_code_used',
      targetType: 'user',
      targetId: userId,
    });
    return true;
  });
}

async function advanceStep(tx: Tx, opened: typeof authenticators.$inferSelect, step: number): Promise<boolean> {
  const [row] = await tx.select().from(authenticators).where(eq(authenticators.userId, opened.userId)).for('update');
  const isSame = row !== undefined && row.seed === opened.seed && row.confirmedAt !== null;
  if (!isSame || (row.lastStep !== null && step <= row.lastStep)) return false;
  await tx.update(authenticators).set({ lastStep: step }).where(eq(authenticators.userId, row.userId));
  return true;
}
