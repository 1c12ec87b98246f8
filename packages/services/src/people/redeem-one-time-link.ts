import { oneTimeLinks } from '@dovecote/db/schema/one-time-links';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { AppServices } from '../service-context';
import { hashOpaqueToken } from './opaque-token';

/**
 * The account a sign-in link was made for; the link works once.
 * @throws AppError `INVALID_CREDENTIALS` for an unknown, used or old link, `FORBIDDEN` for a suspended account.
 */
export async function redeemOneTimeLink(
  services: Pick<AppServices, 'db' | 'clock'>,
  token: string,
): Promise<typeof users.$inferSelect> {
  const now = services.clock();
  const [link] = await services.db
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(oneTimeLinks.tokenHash, hashOpaqueToken(token)),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, now),
      ),
    )
    .returning({ userId: oneTimeLinks.userId });
  const [user] = link === undefined ? [] : await services.db.select().from(users).where(eq(users.id, link.userId));
  if (user === undefined)
    throw new AppError('INVALID_CREDENTIALS', 'This link was used or is too old. Ask for a new one.');
  if (user.suspendedAt !== null) throw new AppError('FORBIDDEN', 'This account is suspended. Ask the operator why.');
  return user;
}
