import { mails } from '@dovecote/db/schema/mails';
import { normaliseError } from '@dovecote/observability/normalise-error';
import { and, eq, isNull } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';
import { fillMailLink } from './fill-mail-link';

/** What stands in `error` of a mail that is only shown in the dashboard. */
export const shownOnly = 'No mail server is set: shown on the outbox page only.';

/**
 * Delivers a queued mail, or notes that it is only shown where no mail server is set. Safe to repeat once done; it
 * throws what the mail server threw, so that its job is tried again.
 */
export async function deliverMail(
  ctx: Pick<ServiceContext, 'db' | 'mailer' | 'clock' | 'vault'>,
  mailId: string,
): Promise<void> {
  const isOpen = and(eq(mails.id, mailId), isNull(mails.sentAt));
  const [mail] = await ctx.db.select().from(mails).where(isOpen);
  if (mail === undefined) return;
  if (ctx.mailer === null) {
    await ctx.db.update(mails).set({ error: shownOnly }).where(isOpen);
    return;
  }
  try {
    await ctx.mailer.send({ to: mail.recipient, subject: mail.subject, text: await fillMailLink(ctx, mail) });
  } catch (error) {
    await ctx.db
      .update(mails)
      .set({ error: normaliseError(error).message.slice(0, 300) })
      .where(isOpen);
    throw error;
  }
  await ctx.db.update(mails).set({ sentAt: ctx.clock(), error: null }).where(isOpen);
}
