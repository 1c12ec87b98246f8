import type { Tx } from '@dovecote/db/client';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isUniqueViolation } from '../is-unique-violation';
import { queueMail } from '../mails/queue-mail';
import { parseInput } from '../parse-input';
import { spendNetwork } from '../security/limit-sign-in';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { consumeLink } from './consume-link';
import { linkTokenSchema } from './person-schemas';
import { voidLinks } from './void-links';

type UserRow = typeof users.$inferSelect;

/**
 * Follows the mailed link that proves an address: the account's own, or the one it is to move to; then the former
 * address is told.
 * @throws AppError `INVALID_CREDENTIALS` for a link that is over, `EMAIL_IN_USE`, or `RATE_LIMITED`.
 */
export async function verifyEmail(
  ctx: ServiceContext,
  input: z.input<typeof linkTokenSchema>,
): Promise<{ email: string }> {
  const { token } = parseInput(linkTokenSchema, input);
  await spendNetwork(ctx);
  const now = ctx.clock();
  try {
    return await ctx.db.transaction(async (tx) => {
      const link = await consumeLink(tx, token, 'verify_email', now);
      const [user] = await tx.select().from(users).where(eq(users.id, link.userId)).for('update');
      if (user === undefined || link.email === null) throw new AppError('INVALID_CREDENTIALS', 'This account is gone.');
      const { email } = link;
      await tx
        .update(users)
        .set({ email, emailVerifiedAt: now, awaitsVerification: false, updatedAt: now })
        .where(eq(users.id, user.id));
      const isMoved = email !== user.email;
      if (isMoved) {
        await voidLinks(tx, user.id, now);
        await tellFormerAddress(tx, ctx, user, email);
      } else await recordSecurityEvent(tx, ctx, { userId: user.id, kind: 'email_verified' });
      await appendAuditEvent(tx, ctx, {
        workspaceId: null,
        action: isMoved ? 'user.email_changed' : 'user.email_verified',
        targetType: 'user',
        targetId: user.id,
      });
      return { email };
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'users_email_key')) throw error;
    throw new AppError('EMAIL_IN_USE', 'This address belongs to another account by now.');
  }
}

async function tellFormerAddress(tx: Tx, ctx: ServiceContext, user: UserRow, email: string): Promise<void> {
  await recordSecurityEvent(tx, ctx, {
    userId: user.id,
    kind: 'email_changed',
    detail: { from: user.email, to: email },
  });
  await queueMail(tx, ctx, {
    userId: user.id,
    workspaceId: null,
    recipient: user.email,
    subject: 'Your account moved to another e-mail address',
    body: `Your account moved to ${email} at ${ctx.clock().toISOString()}.\n\nIf it was not you, tell the operator of this installation now.`,
  });
}
