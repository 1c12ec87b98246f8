import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { queueMail } from '../mails/queue-mail';
import { invalidField, parseInput } from '../parse-input';
import { spendNetwork } from '../security/limit-sign-in';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { consumeLink, getOpenLink } from './consume-link';
import { endSessions } from './end-sessions';
import { resetPasswordSchema } from './person-schemas';
import { voidLinks } from './void-links';

/**
 * Sets a new password by a mailed link, which proves the address too; every session ends. A second factor stays asked
 * for at the next sign-in.
 * @throws AppError `INVALID_CREDENTIALS` for a link that is over, `VALIDATION_FAILED`, or `RATE_LIMITED`.
 */
export async function resetPassword(ctx: ServiceContext, input: z.input<typeof resetPasswordSchema>): Promise<void> {
  const { token, password } = parseInput(resetPasswordSchema, input);
  await spendNetwork(ctx);
  const now = ctx.clock();
  const link = await getOpenLink(ctx.db, token, 'reset_password', now);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, link.userId));
  if (user === undefined) throw new AppError('INVALID_CREDENTIALS', 'This account is gone.');
  const weakness = ctx.passwordHasher.findWeakness(password, user);
  if (weakness !== null) throw invalidField('password', weakness);
  const passwordHash = await ctx.passwordHasher.hash(password);
  await ctx.db.transaction(async (tx) => {
    await consumeLink(tx, token, 'reset_password', now);
    const proven = user.email === link.email ? { emailVerifiedAt: now, awaitsVerification: false } : {};
    await tx
      .update(users)
      .set({ passwordHash, ...proven, updatedAt: now })
      .where(eq(users.id, user.id));
    await voidLinks(tx, user.id, now);
    await endSessions(tx, { userId: user.id }, now, 'password_reset');
    await recordSecurityEvent(tx, ctx, { userId: user.id, kind: 'password_reset' });
    await queueMail(tx, ctx, {
      userId: user.id,
      workspaceId: null,
      recipient: user.email,
      subject: 'Your password was reset',
      body: `A new password was set for your account at ${now.toISOString()}, and every device was signed out.`,
    });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.password_reset',
      targetType: 'user',
      targetId: user.id,
    });
  });
}
