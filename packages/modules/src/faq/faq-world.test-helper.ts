import { faqBots, faqDocuments, faqPassages } from '@dovecote/db/schema/faq';
import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { applyWrites, journalUpdates, owner } from '../kit/apply-writes.test-helper';
import { type Talk, type TalkOptions, talk } from '../kit/talk.test-helper';
import { createTalkDatabase } from '../kit/talk-database.test-helper';
import type { SaidWrite } from '../kit/write-statement';
import { readMarkdownBlocks } from './documents/read-blocks';
import { splitPassages } from './documents/split-passages';
import { searchVector } from './knowledge/search-vector';
import { passageKeys } from './retrieval/passage-index';

export const groupId = -1_001_234_567_890;

/** A bot whose words and writes are committed as the runtime commits them; Telegram gives each message a number. */
export async function createFaqWorld() {
  const database = await createTalkDatabase();
  let updates = 0;
  let messages = 100;
  const inGroup: string[] = [];
  const commit = async (writes: readonly SaidWrite[]) => {
    updates += 1;
    const batch = [{ updateId: String(updates), writes }];
    await journalUpdates(database.owner, batch);
    await applyWrites(database.owner, batch);
  };
  return {
    database,
    commit,
    /** Says something to the bot, and commits what it decided. */
    async say(update: Update, options: TalkOptions = {}): Promise<Talk> {
      const said = await talk(update, { db: database.db, ...options });
      await commit(said.writes);
      for (const { ref, payload } of said.calls) {
        messages += 1;
        if (payload.chat_id === groupId) inGroup.push(String(payload.text));
        if (ref === undefined) continue;
        await database.owner.execute(sql`
          insert into sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, sent_at)
          values (${owner.workspaceId}, ${owner.botId}, 'faq', ${ref.slice('faq/'.length)}, ${String(payload.chat_id)},
            ${messages}, now())
          on conflict (workspace_id, bot_id, module_id, ref) do update set chat_id = excluded.chat_id,
            message_id = excluded.message_id`);
      }
      return said;
    },
    /** What arrived in the owner's group. */
    textsInGroup: () => [...inGroup],
    forgetGroup: () => void inGroup.splice(0),
    /** The number of the message that was sent last under a name. */
    async messageOf(refStart: string): Promise<number> {
      const found = await database.owner.execute<{ message_id: string }>(sql`
        select message_id from sent_messages where ref like ${`${refStart}%`} order by message_id desc limit 1`);
      return Number(found.rows[0]?.message_id);
    },
    async addDocument(title: string, markdown: string, documentId = `doc_${title.toLowerCase()}`): Promise<void> {
      const passages = splitPassages(await readMarkdownBlocks(markdown));
      const key = { workspaceId: owner.workspaceId, botId: owner.botId };
      const id = documentId;
      await database.owner
        .insert(faqDocuments)
        .values({ ...key, id, title, kind: 'markdown', passages: passages.length, sizeBytes: markdown.length });
      for (const [position, passage] of passages.entries()) {
        const keys = searchVector(owner.botId, passageKeys({ title, ...passage }));
        await database.owner.insert(faqPassages).values({ ...key, documentId, position, ...passage, keys });
      }
      await database.owner
        .insert(faqBots)
        .values({ ...key, knowledgeVersion: 1, passages: passages.length })
        .onConflictDoUpdate({
          target: [faqBots.workspaceId, faqBots.botId],
          set: {
            knowledgeVersion: sql`${faqBots.knowledgeVersion} + 1`,
            passages: sql`${faqBots.passages} + ${passages.length}`,
          },
        });
    },
    async connectGroup(threadId: number | null = null): Promise<void> {
      const set = { groupChatId: String(groupId), groupThreadId: threadId };
      await database.owner
        .insert(faqBots)
        .values({ workspaceId: owner.workspaceId, botId: owner.botId, ...set })
        .onConflictDoUpdate({ target: [faqBots.workspaceId, faqBots.botId], set });
    },
    close: () => database.close(),
  };
}

export type FaqWorld = Awaited<ReturnType<typeof createFaqWorld>>;
