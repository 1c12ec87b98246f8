import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { newId } from '@dovecote/db/new-id';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { workspaces } from '@dovecote/db/schema/workspaces';
import { createLogger } from '@dovecote/observability/logger';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { generateKey, parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import type { BotRecord } from './bot-record';
import { loadBotRecord } from './load-bot-record';

/** A real database with bots in it, each in a workspace of its own, and what parts of the runtime need beside it. */
export async function createRuntimeBench() {
  const database = await createTestDatabase();
  const { db, pool, url } = database;
  const vault = createVault({ keyRing: parseKeyRing(generateKey('test')), dataKeyStore: createDataKeyStore(db) });
  return {
    db,
    pool,
    url,
    vault,
    logger: createLogger({ name: 'test', level: 'silent' }),
    close: () => database.close(),
    async createBot(apiRoot = 'http://127.0.0.1:1'): Promise<BotRecord> {
      const workspaceId = newId('workspace');
      const id = newId('bot');
      await db.insert(workspaces).values({ id: workspaceId, name: 'Test', planId: 'self_hosted' });
      await db.insert(bots).values({
        id,
        workspaceId,
        telegramId: id,
        apiRoot,
        environment: 'sandbox',
        username: id,
        name: 'Test',
        desiredState: 'running',
        status: 'running',
        transport: 'webhook',
        requestsPerSecond: 1_000,
        maxConcurrent: 100,
        webhookPath: `path-of-${id}`,
      });
      for (const purpose of ['bot_token', 'webhook_secret'] as const) {
        const value = await vault.seal(`${purpose}-of-${id}`, { workspaceId, purpose, row: id, column: 'value' });
        await db.insert(botCredentials).values({ workspaceId, botId: id, purpose, value });
      }
      const record = await loadBotRecord({ db, vault }, id);
      if (!record) throw new Error('The bot is not there.');
      return record;
    },
  };
}

export type RuntimeBench = Awaited<ReturnType<typeof createRuntimeBench>>;
