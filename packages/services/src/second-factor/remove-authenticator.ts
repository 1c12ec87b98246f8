import { authenticators } from '@dovecote/db/schema/second-factors';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { settleRemovedFactor } from './mark-second-factor';
import { tellFactorChange } from './tell-factor-change';

/**
 * Takes the authenticator app away from the actor's account.
 * @throws AppError `STEP_UP_REQUIRED`, or `NOT_FOUND` when there is none.
 */
export async function removeAuthenticator(ctx: ServiceContext): Promise<void> {
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  await ctx.db.transaction(async (tx) => {
    const removed = await tx.delete(authenticators).where(eq(authenticators.userId, userId)).returning();
    if (removed.length === 0) throw new AppError('NOT_FOUND', 'No authenticator app is set up.');
    await settleRemovedFactor(tx, userId);
    await tellFactorChange(tx, ctx, userId, 'authenticator_removed');
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.authenticator_removed',
      targetType: 'user',
      targetId: userId,
    });
  });
}
