import { passkeys } from '@dovecote/db/schema/second-factors';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import { settleRemovedFactor } from '../second-factor/mark-second-factor';
import { tellFactorChange } from '../second-factor/tell-factor-change';
import type { ServiceContext } from '../service-context';

/**
 * Takes a passkey away from the actor's account.
 * @throws AppError `STEP_UP_REQUIRED`, or `NOT_FOUND` for a passkey that is not one of the actor's.
 */
export async function removePasskey(ctx: ServiceContext, passkeyId: string): Promise<void> {
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  if (!/^[\w-]+$/.test(passkeyId)) throw passkeyNotFound();
  await ctx.db.transaction(async (tx) => {
    const [removed] = await tx
      .delete(passkeys)
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.userId, userId)))
      .returning({ name: passkeys.name });
    if (removed === undefined) throw passkeyNotFound();
    await settleRemovedFactor(tx, userId);
    await tellFactorChange(tx, ctx, userId, 'passkey_removed', { name: removed.name });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.passkey_removed',
      targetType: 'user',
      targetId: userId,
      after: { name: removed.name },
    });
  });
}

export function passkeyNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such passkey.');
}
