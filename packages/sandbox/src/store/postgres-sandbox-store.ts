import type { Db } from '@dovecote/db/client';
import { sandboxBots, sandboxChats, sandboxFiles } from '@dovecote/db/schema/sandbox';
import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { BotState, ChatState } from '../state/bot-state';
import type { BotChanges, BotIdentity, BotKey, SandboxStore, StoredBot, StoredFile } from './sandbox-store';

/** The sandbox's store on the tables `sandbox_bots`, `sandbox_chats` and `sandbox_files`. */
export class PostgresSandboxStore implements SandboxStore {
  constructor(private readonly db: Db) {}

  async createBot(bot: BotIdentity, state: BotState): Promise<boolean> {
    const rows = await this.db
      .insert(sandboxBots)
      .values({ ...bot, state })
      .onConflictDoNothing()
      .returning({ telegramId: sandboxBots.telegramId });
    return rows.length === 1;
  }

  async findBot(key: BotKey): Promise<StoredBot | null> {
    const [row] = await this.db.select().from(sandboxBots).where(whereKey(key));
    if (row === undefined) return null;
    const { createdAt: _createdAt, updatedAt: _updatedAt, state, ...identity } = row;
    const chats = await this.db
      .select({ state: sandboxChats.state })
      .from(sandboxChats)
      .where(eq(sandboxChats.telegramId, row.telegramId));
    return { ...identity, state: stored<BotState>(state), chats: chats.map((chat) => stored<ChatState>(chat.state)) };
  }

  async countBots(workspaceId: string): Promise<number> {
    const [row] = await this.db
      .select({ bots: count() })
      .from(sandboxBots)
      .where(eq(sandboxBots.workspaceId, workspaceId));
    return row?.bots ?? 0;
  }

  async listWebhookBots(): Promise<string[]> {
    const rows = await this.db
      .select({ telegramId: sandboxBots.telegramId })
      .from(sandboxBots)
      .where(sql`jsonb_typeof(${sandboxBots.state} -> 'webhook') = 'object'`);
    return rows.map((row) => row.telegramId);
  }

  async saveBot(telegramId: string, changes: BotChanges): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = await tx
        .update(sandboxBots)
        .set({ name: changes.name, state: sql`${changes.stateJson}::jsonb`, updatedAt: sql`now()` })
        .where(eq(sandboxBots.telegramId, telegramId))
        .returning({ telegramId: sandboxBots.telegramId });
      if (rows.length === 0) return;
      if (changes.chats.length > 0) {
        await tx
          .insert(sandboxChats)
          .values(
            changes.chats.map((chat) => ({ telegramId, chatId: chat.chatId, state: sql`${chat.stateJson}::jsonb` })),
          )
          .onConflictDoUpdate({
            target: [sandboxChats.telegramId, sandboxChats.chatId],
            set: { state: sql`excluded.state` },
          });
      }
      if (changes.removedChatIds.length > 0) {
        const isRemoved = inArray(sandboxChats.chatId, changes.removedChatIds);
        await tx.delete(sandboxChats).where(and(eq(sandboxChats.telegramId, telegramId), isRemoved));
      }
    });
  }

  async setTokenHash(telegramId: string, tokenHash: string): Promise<void> {
    await this.db.update(sandboxBots).set({ tokenHash }).where(eq(sandboxBots.telegramId, telegramId));
  }

  async removeBot(telegramId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.delete(sandboxBots).where(eq(sandboxBots.telegramId, telegramId));
      await tx.delete(sandboxChats).where(eq(sandboxChats.telegramId, telegramId));
      await tx.delete(sandboxFiles).where(eq(sandboxFiles.telegramId, telegramId));
    });
  }

  async saveFile(telegramId: string, file: StoredFile, totalBytesMax: number): Promise<void> {
    await this.db.insert(sandboxFiles).values({ telegramId, ...file, sizeBytes: file.bytes.length });
    await this.db.execute(sql`
      delete from sandbox_files where telegram_id = ${telegramId} and file_id in (
        select file_id from (
          select file_id, sum(size_bytes) over (order by created_at desc, file_id desc) as newer_bytes
          from sandbox_files where telegram_id = ${telegramId}
        ) as files where newer_bytes > ${totalBytesMax}
      )`);
  }

  async findFile(telegramId: string, fileId: string): Promise<StoredFile | null> {
    const [row] = await this.db
      .select()
      .from(sandboxFiles)
      .where(and(eq(sandboxFiles.telegramId, telegramId), eq(sandboxFiles.fileId, fileId)));
    return row === undefined ? null : { fileId, name: row.name, mimeType: row.mimeType, bytes: row.bytes };
  }

  async ping(): Promise<void> {
    await this.db.execute(sql`select 1 from sandbox_bots limit 1`);
  }
}

function whereKey(key: BotKey) {
  if ('tokenHash' in key) return eq(sandboxBots.tokenHash, key.tokenHash);
  return 'telegramId' in key ? eq(sandboxBots.telegramId, key.telegramId) : eq(sandboxBots.username, key.username);
}

/** Only this store writes the state columns, so they hold what it wrote. */
function stored<T>(state: unknown): T {
  return state as T;
}
