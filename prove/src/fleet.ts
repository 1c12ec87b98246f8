import { randomBytes } from 'node:crypto';
import type { Db } from '@dovecote/db/client';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { newId } from '@dovecote/db/new-id';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault, type Vault } from '@dovecote/vault/vault';
import type { JudgeClient } from './judge-client';
import { provingModuleId } from './proving-module';

export interface FleetBot {
  id: string;
  workspaceId: string;
  telegramId: string;
  username: string;
  transport: 'webhook' | 'polling';
  webhookPath: string;
  webhookSecret: string;
}

export interface FleetOptions {
  db: Db;
  judge: JudgeClient;
  encryptionKeys: string;
  webhookBots: number;
  pollingBots: number;
}

const botsPerWorkspace = 4;

/** Bots that the judge knows, in workspaces of their own, wanted to run and never set up before. */
export async function createFleet(options: FleetOptions): Promise<FleetBot[]> {
  const { db, judge } = options;
  const keyRing = parseKeyRing(options.encryptionKeys);
  const vault = createVault({ keyRing, dataKeyStore: createDataKeyStore(db) });
  const fleet: FleetBot[] = [];
  let workspaceId = '';
  for (let index = 0; index < options.webhookBots + options.pollingBots; index += 1) {
    if (index % botsPerWorkspace === 0) workspaceId = await insertWorkspace(db);
    const born = await judge.createBot(workspaceId);
    const id = newId('bot');
    const bot: FleetBot = {
      id,
      workspaceId,
      telegramId: born.telegramId,
      username: born.username,
      transport: index < options.webhookBots ? 'webhook' : 'polling',
      webhookPath: `path-of-${id}`,
      webhookSecret: randomBytes(16).toString('hex'),
    };
    await insertBot(db, vault, bot, born.token, judge.apiRoot);
    fleet.push(bot);
  }
  return fleet;
}

async function insertWorkspace(db: Db): Promise<string> {
  const userId = newId('user');
  const workspaceId = newId('workspace');
  await db.insert(users).values({ id: userId, email: `${userId}@example.com`, name: 'Owner' });
  await db.insert(workspaces).values({ id: workspaceId, name: 'Proof', planId: 'self_hosted' });
  await db.insert(members).values({ workspaceId, userId, role: 'owner' });
  return workspaceId;
}

async function insertBot(db: Db, vault: Vault, bot: FleetBot, token: string, apiRoot: string): Promise<void> {
  const { id, workspaceId, telegramId, username, transport, webhookPath } = bot;
  await db.insert(bots).values({
    id,
    workspaceId,
    telegramId,
    apiRoot,
    environment: 'sandbox',
    username,
    name: username,
    desiredState: 'running',
    status: 'pending',
    transport,
    requestsPerSecond: 1_000,
    maxConcurrent: 50,
    webhookPath,
  });
  for (const [purpose, value] of [
    ['bot_token', token],
    ['webhook_secret', bot.webhookSecret],
  ] as const) {
    const sealed = await vault.seal(value, { workspaceId, purpose, row: id, column: 'value' });
    await db.insert(botCredentials).values({ workspaceId, botId: id, purpose, value: sealed });
  }
  const row = { workspaceId, botId: id, moduleId: provingModuleId, isEnabled: true, settings: {}, version: 1 };
  await db.insert(moduleSettings).values(row);
}
