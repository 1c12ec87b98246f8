import { mails } from '@dovecote/db/schema/mails';
import { and, desc, eq, lt } from 'drizzle-orm';
import { type Page, type PageInput, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';

export interface MailView {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  createdAt: string;
  sentAt: string | null;
  error: string | null;
}

/** The actor's own mails, newest first. */
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
  return {
    nextCursor: page.nextCursor,
    items: page.items.map(({ id, recipient, subject, body, createdAt, sentAt, error }) => ({
      id,
      recipient,
      subject,
      body,
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
      error,
    })),
  };
}
