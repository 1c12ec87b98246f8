import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { invalidField, parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { updateMeSchema } from './person-schemas';
import { describeUser, type UserView } from './user-view';

/**
 * Changes the actor's profile. A new password needs the current one, if there is one, and ends every other session.
 * @throws AppError `VALIDATION_FAILED` or `INVALID_CREDENTIALS`.
 */
export async function updateMe(ctx: ServiceContext, input: z.input<typeof updateMeSchema>): Promise<UserView> {
  const actor = authoriseUser(ctx);
  const { name, locale, password, currentPassword } = parseInput(updateMeSchema, input);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, actor.userId));
  if (user === undefined) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  const passwordHash = password === undefined ? undefined : await hashNew(ctx, user, password, currentPassword);
  const now = ctx.clock();
  return await ctx.db.transaction(async (tx) => {
    const change = {
      ...(name !== undefined && { name }),
      ...(locale !== undefined && { locale }),
      ...(passwordHash !== undefined && { passwordHash }),
    };
    const [updated = user] = await tx
      .update(users)
      .set({ ...change, updatedAt: now })
      .where(eq(users.id, user.id))
      .returning();
    if (passwordHash !== undefined) {
      await tx
        .update(sessions)
        .set({ revokedAt: now, revokedReason: 'password_changed' })
        .where(and(eq(sessions.userId, user.id), ne(sessions.id, actor.sessionId), isNull(sessions.revokedAt)));
    }
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: passwordHash === undefined ? 'user.updated' : 'user.password_changed',
      targetType: 'user',
      targetId: user.id,
    });
    return describeUser(updated);
  });
}

async function hashNew(
  ctx: ServiceContext,
  user: typeof users.$inferSelect,
  password: string,
  currentPassword: string | undefined,
): Promise<string> {
  if (user.passwordHash !== null && !(await ctx.passwordHasher.verify(user.passwordHash, currentPassword ?? ''))) {
    throw new AppError('INVALID_CREDENTIALS', 'The current password is wrong.', {
      fields: { currentPassword: 'is wrong' },
    });
  }
  const weakness = ctx.passwordHasher.findWeakness(password, user);
  if (weakness !== null) throw invalidField('password', weakness);
  return await ctx.passwordHasher.hash(password);
}
