import type { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { type AttemptRule, forgetAttempts, spendAttempt } from '../security/spend-attempt';
import type { ServiceContext } from '../service-context';

/** By account: whoever sits at somebody's open session must not search for the password. */
const ownPasswordRule: AttemptRule = { kind: 'growing', freeMax: 5 };

/**
 * Checks the password of someone who is signed in.
 * @throws AppError `INVALID_CREDENTIALS` that names the field, or `RATE_LIMITED`.
 */
export async function checkOwnPassword(
  ctx: ServiceContext,
  user: Pick<typeof users.$inferSelect, 'id' | 'passwordHash'>,
  password: string,
  field: string,
): Promise<void> {
  const attemptName = `own-password|${user.id}`;
  await spendAttempt(ctx, attemptName, ownPasswordRule);
  if (!(await ctx.passwordHasher.verify(user.passwordHash, password))) {
    throw new AppError('INVALID_CREDENTIALS', 'The password is wrong.', { fields: { [field]: 'is wrong' } });
  }
  await forgetAttempts(ctx, attemptName);
}
