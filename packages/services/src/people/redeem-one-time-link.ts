import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { spendNetwork } from '../security/limit-sign-in';
import type { ServiceContext } from '../service-context';
import { consumeLink } from './consume-link';

/**
 * The account a sign-in link was made for; the link works once.
 * @throws AppError `INVALID_CREDENTIALS` for an unknown, used or old link, `FORBIDDEN` for a suspended account, or
 * `RATE_LIMITED`.
 */
export async function redeemOneTimeLink(
  ctx: Pick<ServiceContext, 'db' | 'clock' | 'request'>,
  token: string,
): Promise<typeof users.$inferSelect> {
  await spendNetwork(ctx);
  const { userId } = await consumeLink(ctx.db, token, 'sign_in', ctx.clock());
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (user === undefined) throw new AppError('INVALID_CREDENTIALS', 'This account is gone.');
  if (user.suspendedAt !== null) throw new AppError('FORBIDDEN', 'This account is suspended. Ask the operator why.');
  return user;
}
