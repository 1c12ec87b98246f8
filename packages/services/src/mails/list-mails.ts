import { mails } from '@dovecote/db/schema/mails';
import { and, desc, eq, lt } from 'drizzle-orm';
import { type Page, type PageInput, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { fillMailLink } from './fill-mail-link';
import { linkMark } from './mail-link-place';

export interface MailView {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  createdAt: string;
  sentAt: string | null;
  error: string | null;
}

/**
 * The actor's own mails, newest first. Without a mail server this page is the mailbox, so one-time addresses are shown;
 * with one they went to the mailbox alone.
 */
export async function listMails(ctx: ServiceContext, input: PageInput = {}): Promise<Page<MailView>> {
  const { userId } = authoriseUser(ctx);
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(mails)
    .where(and(eq(mails.userId, userId), before === null ? undefined : lt(mails.id, before)))
    .orderBy(desc(mails.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  const items = await Promise.all(
    page.items.map(async (mail) => ({
      id: mail.id,
      recipient: mail.recipient,
      subject: mail.subject,
      body: ctx.mailer === null ? await fillMailLink(ctx, mail) : mail.body.replaceAll(linkMark, '[...]'),
      createdAt: mail.createdAt.toISOString(),
      sentAt: mail.sentAt?.toISOString() ?? null,
      error: mail.error,
    })),
  );
  return { nextCursor: page.nextCursor, items };
}
