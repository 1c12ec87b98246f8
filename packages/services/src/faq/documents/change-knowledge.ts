import type { Tx } from '@dovecote/db/client';
import { faqBots, faqDocuments } from '@dovecote/db/schema/faq';
import { and, eq, sql } from 'drizzle-orm';
import type { BotRow } from '../../bots/describe-bots';

export interface KnowledgeChange {
  documents: number;
  passages: number;
  sizeBytes: number;
}

/** Raises the version of a bot's knowledge under its row's lock, so that whoever answers reads it anew. */
export async function changeKnowledge(tx: Tx, bot: BotRow, change: KnowledgeChange): Promise<KnowledgeChange> {
  const key = { workspaceId: bot.workspaceId, botId: bot.id };
  const [row] = await tx
    .insert(faqBots)
    .values({ ...key, knowledgeVersion: 1, passages: change.passages, sizeBytes: change.sizeBytes })
    .onConflictDoUpdate({
      target: [faqBots.workspaceId, faqBots.botId],
      set: {
        knowledgeVersion: sql`${faqBots.knowledgeVersion} + 1`,
        passages: sql`${faqBots.passages} + ${change.passages}`,
        sizeBytes: sql`${faqBots.sizeBytes} + ${change.sizeBytes}`,
      },
    })
    .returning();
  if (row === undefined) throw new Error('The insert returned no row.');
  const ofBot = and(eq(faqDocuments.workspaceId, bot.workspaceId), eq(faqDocuments.botId, bot.id));
  const documents = (await tx.$count(faqDocuments, ofBot)) + change.documents;
  return { documents, passages: row.passages, sizeBytes: row.sizeBytes };
}
