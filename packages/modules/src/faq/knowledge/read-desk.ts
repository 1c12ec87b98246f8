import { contacts } from '@dovecote/db/schema/contacts';
import { faqBots } from '@dovecote/db/schema/faq';
import { and, eq } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** What the FAQ of a bot has beside its settings. */
export interface Desk {
  knowledgeVersion: number;
  passages: number;
  /** Where questions go that nobody could answer; not reached once Telegram told or refused that the bot is there. */
  group: { chatId: string; threadId: number | null; isReached: boolean } | null;
}

const emptyDesk: Desk = { knowledgeVersion: 0, passages: 0, group: null };

/** The contact of the group that is connected. */
export const isItsGroup = and(
  eq(contacts.workspaceId, faqBots.workspaceId),
  eq(contacts.botId, faqBots.botId),
  eq(contacts.channel, 'telegram'),
  eq(contacts.externalId, faqBots.groupChatId),
);

/** Two reads by key. */
export async function readDesk({ db, workspaceId, botId }: Reader): Promise<Desk> {
  const [row] = await db
    .select({ desk: faqBots, isBlocked: contacts.isBlocked })
    .from(faqBots)
    .leftJoin(contacts, isItsGroup)
    .where(and(eq(faqBots.workspaceId, workspaceId), eq(faqBots.botId, botId)));
  if (!row) return emptyDesk;
  const { knowledgeVersion, passages, groupChatId, groupThreadId } = row.desk;
  const isReached = row.isBlocked !== true;
  const group = groupChatId === null ? null : { chatId: groupChatId, threadId: groupThreadId, isReached };
  return { knowledgeVersion, passages, group };
}
