import { newId } from '@dovecote/db/new-id';
import { oneTimeLinks } from '@dovecote/db/schema/one-time-links';
import { and, eq, isNull } from 'drizzle-orm';
import type { AppServices } from '../service-context';
import { hashOpaqueToken, newOpaqueToken } from './opaque-token';

const linkMs = 24 * 3_600_000;

/** A sign-in token for one use within a day; earlier unused ones of this person are void. */
export async function createOneTimeLink(
  services: Pick<AppServices, 'db' | 'clock'>,
  userId: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newOpaqueToken('link');
  const now = services.clock();
  const expiresAt = new Date(now.getTime() + linkMs);
  await services.db.transaction(async (tx) => {
    await tx
      .update(oneTimeLinks)
      .set({ usedAt: now })
      .where(and(eq(oneTimeLinks.userId, userId), eq(oneTimeLinks.purpose, 'sign_in'), isNull(oneTimeLinks.usedAt)));
    await tx.insert(oneTimeLinks).values({
      id: newId('link'),
      tokenHash: hashOpaqueToken(token),
      purpose: 'sign_in',
      userId,
      createdAt: now,
      expiresAt,
    });
  });
  return { token, expiresAt };
}
