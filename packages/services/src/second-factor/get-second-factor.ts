import { authenticators, passkeys } from '@dovecote/db/schema/second-factors';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { countRecoveryCodes } from './count-recovery-codes';
import type { SecondFactorView } from './second-factor-schemas';

/** What the actor proves themselves with beside the password. */
export async function getSecondFactor(ctx: ServiceContext): Promise<SecondFactorView> {
  const { userId, hasSecondFactor } = authoriseUser(ctx);
  const [authenticator] = await ctx.db
    .select({ confirmedAt: authenticators.confirmedAt })
    .from(authenticators)
    .where(and(eq(authenticators.userId, userId), isNotNull(authenticators.confirmedAt)));
  const keys = await ctx.db
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
  const confirmedAt = authenticator?.confirmedAt ?? null;
  return {
    authenticator: confirmedAt === null ? null : { confirmedAt: confirmedAt.toISOString() },
    passkeys: keys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft: await countRecoveryCodes(ctx.db, userId),
    isPassed: hasSecondFactor === true,
  };
}
