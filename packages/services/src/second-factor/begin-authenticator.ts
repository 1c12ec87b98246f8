import { authenticators } from '@dovecote/db/schema/second-factors';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq, isNull } from 'drizzle-orm';
import { toDataURL } from 'qrcode';
import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { seedPlace } from './authenticator-seed';
import { newSeed, otpauthUrl } from './totp';

export interface Enrolment {
  /** Base32, for apps that cannot see the QR code. */
  secret: string;
  url: string;
  /** The address as a QR code, a `data:` URL. */
  qr: string;
}

/**
 * A new seed for the actor's authenticator app, shown in this answer only; it counts once `confirmAuthenticator` saw a
 * code of it. An unconfirmed one is replaced.
 * @throws AppError `STEP_UP_REQUIRED`, or `CONFLICT` when an app is set up already.
 */
export async function beginAuthenticator(ctx: ServiceContext): Promise<Enrolment> {
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const secret = newSeed();
  const seed = await ctx.vault.seal(secret, seedPlace(userId));
  const email = await ctx.db.transaction(async (tx) => {
    const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
    const [row] = await tx
      .insert(authenticators)
      .values({ userId, seed, createdAt: ctx.clock() })
      .onConflictDoUpdate({
        target: authenticators.userId,
        set: { seed, createdAt: ctx.clock(), lastStep: null },
        setWhere: isNull(authenticators.confirmedAt),
      })
      .returning({ userId: authenticators.userId });
    if (row === undefined) throw new AppError('CONFLICT', 'An authenticator app is set up already. Remove it first.');
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.authenticator_begun',
      targetType: 'user',
      targetId: userId,
    });
    return user?.email ?? '';
  });
  const url = otpauthUrl(secret, email);
  return { secret, url, qr: await toDataURL(url, { margin: 2, width: 240 }) };
}
