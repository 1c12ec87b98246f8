import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { limitSignIn } from '../security/limit-sign-in';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { credentialsSchema } from './person-schemas';

/**
 * The account behind an e-mail address and a password. An unknown address costs the same hash evaluation and gets the
 * same answer, and so does one that was not proven yet.
 * @throws AppError `RATE_LIMITED`, `INVALID_CREDENTIALS`, or `FORBIDDEN` for a suspended account after the right
 * password.
 */
export async function authenticateUser(
  ctx: ServiceContext,
  input: z.input<typeof credentialsSchema>,
): Promise<typeof users.$inferSelect> {
  const { email, password } = parseInput(credentialsSchema, input);
  const takeBack = await limitSignIn(ctx, email);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, email));
  const isRight = await ctx.passwordHasher.verify(user?.passwordHash ?? null, password);
  if (!isRight || user === undefined || user.awaitsVerification) {
    await recordRefusal(ctx, user?.id ?? null);
    const words = 'The e-mail address or the password is wrong';
    const hint = ctx.mailer === null ? '' : ', or the address was not confirmed yet: look into your mailbox';
    throw new AppError('INVALID_CREDENTIALS', `${words}${hint}.`);
  }
  await takeBack();
  if (user.suspendedAt !== null) throw new AppError('FORBIDDEN', 'This account is suspended. Ask the operator why.');
  return user;
}

async function recordRefusal(ctx: ServiceContext, userId: string | null): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (userId !== null) await recordSecurityEvent(tx, ctx, { userId, kind: 'sign_in_failed' });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'session.refused',
      targetType: 'user',
      targetId: userId ?? 'unknown',
    });
  });
}
