import { users } from '@dovecote/db/schema/users';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { isWithinMailLimit } from '../security/is-within-mail-limit';
import { spendNetwork } from '../security/limit-sign-in';
import type { ServiceContext } from '../service-context';
import { answerAlike } from './answer-alike';
import { prepareLinkMail } from './mail-one-time-link';
import { emailOnlySchema } from './person-schemas';

const resetMs = 30 * 60_000;

/**
 * Mails a link to choose a new password by, good for 30 minutes and one use. An unknown address gets the same answer
 * after the same time, and so does one that was sent too many mails.
 * @throws AppError `VALIDATION_FAILED`, or `RATE_LIMITED` for a network that asks too often.
 */
export async function requestPasswordReset(ctx: ServiceContext, input: z.input<typeof emailOnlySchema>): Promise<void> {
  const { email } = parseInput(emailOnlySchema, input);
  await spendNetwork(ctx);
  await answerAlike(mailReset(ctx, email));
}

async function mailReset(ctx: ServiceContext, email: string): Promise<void> {
  const isWithin = await isWithinMailLimit(ctx, email);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, email));
  if (!isWithin || user === undefined || user.suspendedAt !== null) return;
  const write = await prepareLinkMail(ctx, {
    userId: user.id,
    recipient: user.email,
    purpose: 'reset_password',
    lifeMs: resetMs,
    subject: 'Choose a new password',
    body: 'Someone asked for a new password of your account. Choose one within 30 minutes:',
  });
  await ctx.db.transaction(async (tx) => {
    await write(tx);
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.password_reset_asked',
      targetType: 'user',
      targetId: user.id,
    });
  });
}
