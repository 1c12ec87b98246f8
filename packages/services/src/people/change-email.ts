import { users } from '@dovecote/db/schema/users';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { queueMail } from '../mails/queue-mail';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import { isWithinMailLimit } from '../security/is-within-mail-limit';
import { spendNetwork } from '../security/limit-sign-in';
import type { ServiceContext } from '../service-context';
import { answerAlike } from './answer-alike';
import { prepareVerificationMail } from './mail-verification';
import { emailOnlySchema } from './person-schemas';

/**
 * Asks to move the actor's account to another address: it moves once the link mailed there is followed. A taken address
 * gets the same answer and no mail.
 * @throws AppError `STEP_UP_REQUIRED`, `VALIDATION_FAILED` or `RATE_LIMITED`.
 */
export async function changeEmail(ctx: ServiceContext, input: z.input<typeof emailOnlySchema>): Promise<void> {
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const { email } = parseInput(emailOnlySchema, input);
  await spendNetwork(ctx);
  await answerAlike(mailNewAddress(ctx, userId, email));
}

async function mailNewAddress(ctx: ServiceContext, userId: string, email: string): Promise<void> {
  const isWithin = await isWithinMailLimit(ctx, email);
  const [taken] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  const [user] = await ctx.db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (!isWithin || taken !== undefined || user === undefined) return;
  const write = await prepareVerificationMail(ctx, userId, email);
  await ctx.db.transaction(async (tx) => {
    await write(tx);
    await queueMail(tx, ctx, {
      userId,
      workspaceId: null,
      recipient: user.email,
      subject: 'Your account is to move to another e-mail address',
      body: `Someone asked at ${ctx.clock().toISOString()} to move your account to ${email}.\n\nIf it was not you, choose a new password: that ends the link that was mailed there.`,
    });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.email_change_asked',
      targetType: 'user',
      targetId: userId,
    });
  });
}
