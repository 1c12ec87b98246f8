import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isId } from '../is-id';
import { parseInput } from '../parse-input';
import { endSessions } from '../people/end-sessions';
import { authorisePlatform } from '../policies/authorise';
import { canSuspendUser } from '../policies/platform-policy';
import type { ServiceContext } from '../service-context';
import { reasonSchema } from './admin-schemas';
import { type AdminUserView, describeUsers } from './list-users';

/**
 * Suspends or activates a person; a suspension ends their sessions now.
 * @throws AppError `FORBIDDEN` on oneself and on someone of the same or a higher platform role.
 */
export async function setUserSuspension(
  asking: ServiceContext,
  userId: string,
  input: z.input<typeof reasonSchema>,
  isSuspended: boolean,
): Promise<AdminUserView> {
  const ctx = authorisePlatform(asking, 'platform.suspendUser');
  const { reason } = parseInput(reasonSchema, input);
  const now = ctx.clock();
  return await ctx.db.transaction(async (tx) => {
    const [user] = isId(userId) ? await tx.select().from(users).where(eq(users.id, userId)).for('update') : [];
    if (user === undefined) throw new AppError('NOT_FOUND', 'There is no such person.');
    if (!canSuspendUser(ctx.actor, user)) {
      throw new AppError('FORBIDDEN', 'You cannot suspend or activate yourself or an admin of your own rank.');
    }
    const suspension = isSuspended
      ? { suspendedAt: user.suspendedAt ?? now, suspendedReason: reason }
      : { suspendedAt: null, suspendedReason: null };
    const [updated = user] = await tx
      .update(users)
      .set({ ...suspension, updatedAt: now })
      .where(eq(users.id, userId))
      .returning();
    if (isSuspended) {
      await endSessions(tx, { userId }, now, 'user_suspended');
    }
    const [view] = await describeUsers(tx, [updated]);
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: isSuspended ? 'user.suspended' : 'user.activated',
      targetType: 'user',
      targetId: userId,
      reason,
      before: { isSuspended: user.suspendedAt !== null },
      after: { isSuspended },
    });
    if (view === undefined) throw new AppError('NOT_FOUND', 'There is no such person.');
    return view;
  });
}
