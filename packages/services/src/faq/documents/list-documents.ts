import { faqDocuments } from '@dovecote/db/schema/faq';
import { and, desc, eq } from 'drizzle-orm';
import { readBot } from '../../bots/get-bot-row';
import type { ServiceContext } from '../../service-context';
import { type DocumentView, describeDocument } from './document-view';

/** What the bot answers from beside its pairs, newest first. */
export async function listDocuments(asking: ServiceContext, botId: string): Promise<DocumentView[]> {
  const { bot, ctx } = await readBot(asking, botId);
  const rows = await ctx.db
    .select()
    .from(faqDocuments)
    .where(and(eq(faqDocuments.workspaceId, bot.workspaceId), eq(faqDocuments.botId, bot.id)))
    .orderBy(desc(faqDocuments.id));
  return rows.map(describeDocument);
}
