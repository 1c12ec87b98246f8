import { AppError } from '@dovecote/errors/app-error';
import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { hasSecondFactor } from './find-second-factor';
import { replaceRecoveryCodes } from './recovery-codes';
import { tellFactorChange } from './tell-factor-change';

/**
 * Ten new recovery codes, shown this once; the former ones are void.
 * @throws AppError `STEP_UP_REQUIRED`, or `CONFLICT` without a second factor to recover.
 */
export async function renewRecoveryCodes(ctx: ServiceContext): Promise<{ recoveryCodes: string[] }> {
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const recoveryCodes = await ctx.db.transaction(async (tx) => {
    if (!(await hasSecondFactor(tx, userId))) throw new AppError('CONFLICT', 'Set up a second factor first.');
    const codes = await replaceRecoveryCodes(tx, userId, ctx.clock());
    await tellFactorChange(tx, ctx, userId, 'recovery_codes_made');
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.recovery_codes_made',
      targetType: 'user',
      targetId: userId,
    });
    return codes;
  });
  return { recoveryCodes };
}
