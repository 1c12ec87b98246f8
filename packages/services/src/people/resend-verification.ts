import { users } from '@dovecote/db/schema/users';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { isWithinMailLimit } from '../security/is-within-mail-limit';
import { spendNetwork } from '../security/limit-sign-in';
import type { ServiceContext } from '../service-context';
import { answerAlike } from './answer-alike';
import { prepareVerificationMail } from './mail-verification';
import { emailOnlySchema } from './person-schemas';

/**
 * Mails the link that proves an address once more. Unknown and proven addresses get the same answer.
 * @throws AppError `VALIDATION_FAILED`, or `RATE_LIMITED` for a network that asks too often.
 */
export async function resendVerification(ctx: ServiceContext, input: z.input<typeof emailOnlySchema>): Promise<void> {
  const { email } = parseInput(emailOnlySchema, input);
  await spendNetwork(ctx);
  await answerAlike(mailAgain(ctx, email));
}

async function mailAgain(ctx: ServiceContext, email: string): Promise<void> {
  const isWithin = await isWithinMailLimit(ctx, email);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, email));
  if (!isWithin || user === undefined || user.emailVerifiedAt !== null) return;
  const write = await prepareVerificationMail(ctx, user.id, email);
  await ctx.db.transaction(async (tx) => {
    await write(tx);
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.verification_asked',
      targetType: 'user',
      targetId: user.id,
    });
  });
}
