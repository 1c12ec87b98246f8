import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { credentialsSchema } from './person-schemas';

/**
 * The account behind an e-mail address and a password. An unknown address costs the same time and gets the same answer.
 * @throws AppError `INVALID_CREDENTIALS`, or `FORBIDDEN` for a suspended account after the right password.
 */
export async function authenticateUser(
  ctx: Pick<ServiceContext, 'db' | 'passwordHasher'>,
  input: z.input<typeof credentialsSchema>,
): Promise<typeof users.$inferSelect> {
  const { email, password } = parseInput(credentialsSchema, input);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, email));
  const isRight = await ctx.passwordHasher.verify(user?.passwordHash ?? null, password);
  if (!isRight || user === undefined) {
    throw new AppError('INVALID_CREDENTIALS', 'The e-mail address or the password is wrong.');
  }
  if (user.suspendedAt !== null) throw new AppError('FORBIDDEN', 'This account is suspended. Ask the operator why.');
  return user;
}
