import { faqDrafts } from '@dovecote/db/schema/faq';
import { and, desc, eq } from 'drizzle-orm';
import { getBotRow } from '../../bots/get-bot-row';
import type { ServiceContext } from '../../service-context';
import { type DraftView, draftPlace } from './draft-view';

/** Pairs found in chats that wait for approval. They show what people wrote, so a viewer may not. */
export async function listDrafts(ctx: ServiceContext, botId: string): Promise<DraftView[]> {
  const bot = await getBotRow(ctx, botId, 'updates.readContent');
  const rows = await ctx.db
    .select()
    .from(faqDrafts)
    .where(and(eq(faqDrafts.workspaceId, bot.workspaceId), eq(faqDrafts.botId, bot.id)))
    .orderBy(desc(faqDrafts.createdAt), faqDrafts.id);
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'faq');
  return rows.map(({ id, question, answer, createdAt }) => ({
    id,
    question: sealer.open(question, draftPlace(bot, id, 'question')).use((text) => text),
    answer: sealer.open(answer, draftPlace(bot, id, 'answer')).use((text) => text),
    createdAt: createdAt.toISOString(),
  }));
}
