import type { Db } from '@dovecote/db/client';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { newId } from '@dovecote/db/new-id';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { createLogger } from '@dovecote/observability/logger';
import type { SandboxLimits } from '@dovecote/sandbox/sandbox-limits';
import { startSandboxServer } from '@dovecote/sandbox/start-sandbox-server';
import { MemorySandboxStore } from '@dovecote/sandbox/store/memory-sandbox-store';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { generateKey, parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault, type Vault } from '@dovecote/vault/vault';
import { eq, sql } from 'drizzle-orm';
import type { BotManagerEnv } from './env';
import { type BotManager, type BotManagerOptions, startBotManager } from './start-bot-manager';

const controlToken = 'a control token for tests';

interface SandboxMessage {
  messageId: number;
  from: 'bot' | 'person';
  text?: string;
}

export interface TestBot {
  id: string;
  telegramId: string;
  username: string;
  workspaceId: string;
  webhookPath: string;
  webhookSecret: string;
  token: string;
}

/** A real sandbox server, a real database, and as many managers as a test starts. */
export async function createBench(limits: Partial<SandboxLimits> = {}) {
  const database = await createTestDatabase();
  const sandbox = await startSandboxServer({
    host: '127.0.0.1',
    port: 0,
    controlToken,
    store: new MemorySandboxStore(),
    limits: { perChatBurst: 1_000, perChatPerSecond: 1_000, perBotPerSecond: 1_000, ...limits },
  });
  const apiRoot = `http://127.0.0.1:${sandbox.port}`;
  const encryptionKeys = generateKey('test');
  const vault = createVault({ keyRing: parseKeyRing(encryptionKeys), dataKeyStore: createDataKeyStore(database.db) });
  const managers: BotManager[] = [];
  const logged: string[] = [];
  const destination = { write: (line: string) => void logged.push(line) };
  const logger = createLogger({ name: 'test', level: 'warn', destination });

  const control = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${apiRoot}/control${path}`, {
      method,
      headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  };

  const bench = {
    db: database.db,
    vault,
    apiRoot,
    control,
    managers,
    /** What the managers warned of, line by line. */
    logged,
    /** What a manager in a process of its own needs. */
    managerEnv: { HOST: '127.0.0.1', DATABASE_URL: database.url, ENCRYPTION_KEYS: encryptionKeys },
    async startManager(env: Partial<BotManagerEnv> = {}, options: BotManagerOptions = {}): Promise<BotManager> {
      const manager = await startBotManager(
        {
          HOST: '127.0.0.1',
          BOT_MANAGER_PORT: 0,
          DATABASE_URL: database.url,
          ENCRYPTION_KEYS: encryptionKeys,
          LOG_LEVEL: 'silent',
          LOOPBACK_TARGETS: 'off',
          IN_CONTAINER: 'off',
          ...env,
        },
        logger,
        () => undefined,
        options,
      );
      managers.push(manager);
      return manager;
    },
    async createBot(
      settings: Partial<typeof bots.$inferInsert> = {},
      modules: Record<string, object> = {},
    ): Promise<TestBot> {
      const workspaceId = await insertWorkspace(database.db);
      const born = await control<{ token: string; username: string; telegramId: string }>('POST', '/bots', {
        workspaceId,
      });
      return insertBot(database.db, vault, { ...born, workspaceId, apiRoot }, settings, modules);
    },
    send: (bot: TestBot, person: string, text: string) =>
      control<{ messageId: number }>('POST', `/chats/${bot.username}/messages`, {
        workspaceId: bot.workspaceId,
        person,
        text,
      }),
    async answers(bot: TestBot, person: string): Promise<string[]> {
      const query = new URLSearchParams({ workspaceId: bot.workspaceId, person });
      const chat = await control<{ messages: SandboxMessage[] }>('GET', `/chats/${bot.username}/messages?${query}`);
      return chat.messages.filter((message) => message.from === 'bot').map((message) => message.text ?? '');
    },
    async chatIdOf(bot: TestBot, person: string): Promise<number> {
      const query = new URLSearchParams({ workspaceId: bot.workspaceId, person });
      const chat = await control<{ person: { id: number } }>('GET', `/chats/${bot.username}/messages?${query}`);
      return chat.person.id;
    },
    async setWanted(bot: TestBot, set: Partial<typeof bots.$inferInsert>): Promise<void> {
      await database.db
        .update(bots)
        .set({ ...set, revision: sql`${bots.revision} + 1` })
        .where(eq(bots.id, bot.id));
      await database.db.execute(sql`select pg_notify('dovecote_bots', ${bot.id})`);
    },
    async status(bot: TestBot): Promise<string> {
      const [row] = await database.db.select({ status: bots.status }).from(bots).where(eq(bots.id, bot.id));
      return row?.status ?? 'gone';
    },
    /** Ends one manager before the others. */
    async end(manager: BotManager): Promise<void> {
      managers.splice(managers.indexOf(manager), 1);
      await manager.close();
    },
    async close(): Promise<void> {
      for (const manager of managers) await manager.close();
      await sandbox.close();
      await database.close();
    },
  };
  return bench;
}

async function insertWorkspace(db: Db): Promise<string> {
  const userId = newId('user');
  const workspaceId = newId('workspace');
  await db.insert(users).values({ id: userId, email: `${userId}@example.com`, name: 'Owner' });
  await db.insert(workspaces).values({ id: workspaceId, name: 'Test', planId: 'self_hosted' });
  await db.insert(members).values({ workspaceId, userId, role: 'owner' });
  return workspaceId;
}

async function insertBot(
  db: Db,
  vault: Vault,
  born: { token: string; username: string; telegramId: string; workspaceId: string; apiRoot: string },
  settings: Partial<typeof bots.$inferInsert>,
  modules: Record<string, object>,
): Promise<TestBot> {
  const id = newId('bot');
  const { workspaceId } = born;
  const webhookSecret = `secret-of-${id}`;
  const webhookPath = `path-of-${id}`;
  await db.insert(bots).values({
    id,
    workspaceId,
    telegramId: born.telegramId,
    apiRoot: born.apiRoot,
    environment: 'sandbox',
    username: born.username,
    name: born.username,
    desiredState: 'running',
    status: 'pending',
    transport: 'polling',
    requestsPerSecond: 1_000,
    maxConcurrent: 50,
    webhookPath,
    ...settings,
  });
  for (const [purpose, value] of [
    ['bot_token', born.token],
    ['webhook_secret', webhookSecret],
  ] as const) {
    const sealed = await vault.seal(value, { workspaceId, purpose, row: id, column: 'value' });
    await db.insert(botCredentials).values({ workspaceId, botId: id, purpose, value: sealed });
  }
  for (const [moduleId, values] of Object.entries(modules)) {
    const row = {
      workspaceId,
      botId: id,
      moduleId,
      isEnabled: true,
      settings: values as Record<string, unknown>,
      version: 1,
    };
    await db.insert(moduleSettings).values(row);
  }
  return {
    id,
    workspaceId,
    username: born.username,
    telegramId: born.telegramId,
    webhookPath,
    webhookSecret,
    token: born.token,
  };
}
