import { connectDatabase } from '@dovecote/db/client';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { newId } from '@dovecote/db/new-id';
import { bots } from '@dovecote/db/schema/bots';
import { broadcasts } from '@dovecote/db/schema/broadcasts';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { sql } from 'drizzle-orm';

export interface BroadcastsOptions {
  encryptionKeys: string;
  chatsPerBot: number;
  firstChat: number;
  text: string;
}

/** Gives every bot its contacts and one broadcast to all of them, paused. */
export async function insertBroadcasts(url: string, options: BroadcastsOptions): Promise<void> {
  const { encryptionKeys, chatsPerBot, firstChat, text } = options;
  const { db, close } = connectDatabase({ url, applicationName: 'bench-broadcasts', connectionsMax: 4 });
  try {
    const vault = createVault({ keyRing: parseKeyRing(encryptionKeys), dataKeyStore: createDataKeyStore(db) });
    for (const { workspaceId, botId } of await db
      .select({ workspaceId: bots.workspaceId, botId: bots.id })
      .from(bots)) {
      const id = newId('broadcast');
      const place = { workspaceId, purpose: 'outbox', row: id, column: 'payload' };
      const payload = await vault.seal(JSON.stringify({ text }), place);
      const broadcast = { workspaceId, botId, id, method: 'sendMessage', payload };
      await db.insert(broadcasts).values({ ...broadcast, state: 'paused' });
    }
    const chats = sql`generate_series(${firstChat}::int, ${firstChat + chatsPerBot - 1}::int) as chat`;
    await db.execute(sql`
      insert into contacts (workspace_id, bot_id, channel, external_id, kind, first_seen_at, last_seen_at)
      select workspace_id, id, 'telegram', chat::text, 'private', now(), now() from bots, ${chats}`);
    await db.execute(sql`
      insert into broadcast_recipients (workspace_id, bot_id, broadcast_id, chat_id)
      select workspace_id, bot_id, id, chat::text from broadcasts, ${chats}`);
  } finally {
    await close();
  }
}
