import type { Tx } from '@dovecote/db/client';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { queueMail } from '../mails/queue-mail';
import { invalidField, parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { checkOwnPassword } from './check-own-password';
import { endSessions } from './end-sessions';
import { updateMeSchema } from './person-schemas';
import { describeUser, type UserView } from './user-view';
import { voidLinks } from './void-links';

/**
 * Changes the actor's profile. A new password needs the current one, if there is one, and ends every other session.
 * @throws AppError `VALIDATION_FAILED`, `INVALID_CREDENTIALS`, `RATE_LIMITED`, or `STEP_UP_REQUIRED` for a first one.
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
      await voidLinks(tx, user.id, now);
      await endSessions(tx, { userId: user.id, keptSessionId: actor.sessionId }, now, 'password_changed');
      await tellPasswordChange(tx, ctx, user);
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
  if (user.passwordHash === null) requireStepUp(ctx);
  else await checkOwnPassword(ctx, user, currentPassword ?? '', 'currentPassword');
  const weakness = ctx.passwordHasher.findWeakness(password, user);
  if (weakness !== null) throw invalidField('password', weakness);
  return await ctx.passwordHasher.hash(password);
}

async function tellPasswordChange(tx: Tx, ctx: ServiceContext, user: typeof users.$inferSelect): Promise<void> {
  await recordSecurityEvent(tx, ctx, { userId: user.id, kind: 'password_changed' });
  await queueMail(tx, ctx, {
    userId: user.id,
    workspaceId: null,
    recipient: user.email,
    subject: 'Your password was changed',
    body: `The password of your account was changed at ${ctx.clock().toISOString()}, and every other device was signed out.\n\nIf it was not you, ask for a new password on the sign-in page.`,
  });
}
