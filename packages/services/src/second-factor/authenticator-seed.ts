import { authenticators } from '@dovecote/db/schema/second-factors';
import type { SealedPlace } from '@dovecote/vault/envelope';
import type { Secret } from '@dovecote/vault/secret';
import { eq } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';

export const seedPurpose = 'totp_seed';

/** Where a person's seed lies sealed, under a key of theirs. */
export function seedPlace(userId: string): SealedPlace {
  return { workspaceId: userId, purpose: seedPurpose, row: userId, column: 'seed' };
}

/** The authenticator with its opened seed; null when there is none. Opened outside of any transaction. */
export async function findAuthenticator(
  ctx: Pick<ServiceContext, 'db' | 'vault'>,
  userId: string,
): Promise<{ row: typeof authenticators.$inferSelect; seed: Secret } | null> {
  const [row] = await ctx.db.select().from(authenticators).where(eq(authenticators.userId, userId));
  return row === undefined ? null : { row, seed: await ctx.vault.open(row.seed, seedPlace(userId)) };
}
