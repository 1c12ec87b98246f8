import { faqBots } from '@dovecote/db/schema/faq';
import { and, eq } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** What the FAQ of a bot has beside its settings. */
export interface Desk {
  knowledgeVersion: number;
  passages: number;
  /** Where questions go that nobody could answer. */
  group: { chatId: string; threadId: number | null } | null;
}

const emptyDesk: Desk = { knowledgeVersion: 0, passages: 0, group: null };

/** One read by key. */
export async function readDesk({ db, workspaceId, botId }: Reader): Promise<Desk> {
  const [row] = await db
    .select()
    .from(faqBots)
    .where(and(eq(faqBots.workspaceId, workspaceId), eq(faqBots.botId, botId)));
  if (!row) return emptyDesk;
  const { knowledgeVersion, passages, groupChatId, groupThreadId } = row;
  const group = groupChatId === null ? null : { chatId: groupChatId, threadId: groupThreadId };
  return { knowledgeVersion, passages, group };
}
