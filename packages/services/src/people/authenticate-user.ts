import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { credentialsSchema } from './person-schemas';

/**
 * The account behind an e-mail address and a password. An unknown address costs the same time and gets the same answer.
 * @throws AppError `INVALID_CREDENTIALS`, or `FORBIDDEN` for a suspended account after the right password.
 */
export async function authenticateUser(
  ctx: ServiceContext,
  input: z.input<typeof credentialsSchema>,
): Promise<typeof users.$inferSelect> {
  const { email, password } = parseInput(credentialsSchema, input);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, email));
  const isRight = await ctx.passwordHasher.verify(user?.passwordHash ?? null, password);
  if (!isRight || user === undefined) {
    await recordRefusal(ctx, user?.id ?? 'unknown');
    throw new AppError('INVALID_CREDENTIALS', 'The e-mail address or the password is wrong.');
  }
  if (user.suspendedAt !== null) throw new AppError('FORBIDDEN', 'This account is suspended. Ask the operator why.');
  return user;
}

async function recordRefusal(ctx: ServiceContext, targetId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await appendAuditEvent(tx, ctx, { workspaceId: null, action: 'session.refused', targetType: 'user', targetId });
  });
}
