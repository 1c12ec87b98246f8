import { allowedUpdates, digestOfMenus, webhookMark } from '@dovecote/bot-runtime/telegram-setup';
import { connectDatabase, type Db } from '@dovecote/db/client';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { newId } from '@dovecote/db/new-id';
import { runtimeRole } from '@dovecote/db/runtime-role';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { coreModule } from '@dovecote/modules/core/core-handlers';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { sql } from 'drizzle-orm';
import type { Door } from '../rig/load';
import { pointsModule, pointsModuleId, pointsTable } from './points-module';

export interface FleetOptions {
  bots: number;
  botsPerWorkspace: number;
  transport: 'webhook' | 'polling';
  apiRoot: string;
  encryptionKeys: string;
  requestsPerSecond: number;
  maxConcurrent: number;
  /** Answers may go out as the webhook's own reply. */
  isFireAndForget: boolean;
  /** The last so many have a handler that always throws. */
  brokenBots: number;
}

export interface FleetBot {
  id: string;
  telegramId: string;
  token: string;
  door: Door;
}

/** Where the fleet's webhooks are said to point; nobody listens there, the load generator knows the real port. */
export const publicUrl = 'https://bots.example';

const rowsPerInsert = 500;

const fleetModules = [pointsModule, coreModule].map(
  (module) => ({ module, settings: module.definition.settings.parse({}) }) as Partial<EnabledModule> as EnabledModule,
);

/** Digest of the command menus every bot of a fleet has at Telegram already. */
const fleetMenus = digestOfMenus(fleetModules);

/** Fills a migrated database with running bots that need no call at start. */
export async function insertFleet(url: string, options: FleetOptions): Promise<FleetBot[]> {
  const { db, close } = connectDatabase({ url, applicationName: 'bench-fleet', connectionsMax: 4 });
  try {
    await db.execute(sql.raw(pointsTable));
    await db.execute(sql`grant select, insert, update on bench_points to ${sql.identifier(runtimeRole)}`);
    const vault = createVault({
      keyRing: parseKeyRing(options.encryptionKeys),
      dataKeyStore: createDataKeyStore(db),
      cacheMax: 50_000,
    });
    const fleet: FleetBot[] = [];
    const credentials: (typeof botCredentials.$inferInsert)[] = [];
    const rows: (typeof bots.$inferInsert)[] = [];
    let workspaceId = '';
    for (let place = 0; place < options.bots; place += 1) {
      if (place % options.botsPerWorkspace === 0) workspaceId = await insertWorkspace(db);
      const bot = newBot(place);
      fleet.push(bot);
      rows.push(botRow(bot, workspaceId, options));
      for (const [purpose, value] of [
        ['bot_token', bot.token],
        ['webhook_secret', bot.door.secret],
      ] as const) {
        const sealed = await vault.seal(value, { workspaceId, purpose, row: bot.id, column: 'value' });
        credentials.push({ workspaceId, botId: bot.id, purpose, value: sealed });
      }
    }
    const broken = new Set(rows.slice(rows.length - options.brokenBots).map((row) => row.id));
    await inParts(rows, (part) => db.insert(bots).values(part));
    await inParts(credentials, (part) => db.insert(botCredentials).values(part));
    await inParts(rows, (part) =>
      db.insert(moduleSettings).values(
        part.map((row) => ({
          workspaceId: row.workspaceId,
          botId: row.id,
          moduleId: pointsModuleId,
          isEnabled: true,
          settings: { isFireAndForget: options.isFireAndForget, isBroken: broken.has(row.id) },
          version: 1,
        })),
      ),
    );
    // As autovacuum would have by the time a fleet has grown so large.
    await db.execute(sql`analyze bots, bot_credentials, module_settings`);
    return fleet;
  } finally {
    await close();
  }
}

function newBot(place: number): FleetBot {
  const id = newId('bot');
  const telegramId = String(7_000_000 + place);
  return {
    id,
    telegramId,
    token: `${telegramId}:${'A'.repeat(35)}`,
    door: { path: `/tg/path-of-${id}`, secret: `secret-of-${id}` },
  };
}

function botRow(bot: FleetBot, workspaceId: string, options: FleetOptions): typeof bots.$inferInsert {
  const webhookPath = bot.door.path.slice('/tg/'.length);
  return {
    id: bot.id,
    workspaceId,
    telegramId: bot.telegramId,
    apiRoot: options.apiRoot,
    environment: 'live',
    username: `bot_${bot.telegramId}_bot`,
    name: `Bot ${bot.telegramId}`,
    desiredState: 'running',
    status: 'running',
    transport: options.transport,
    requestsPerSecond: options.requestsPerSecond,
    maxConcurrent: options.maxConcurrent,
    webhookPath,
    menuDigest: fleetMenus,
    webhookSetUrl:
      options.transport === 'webhook'
        ? webhookMark(`${publicUrl}/tg/${webhookPath}`, allowedUpdates(fleetModules))
        : 'none',
  };
}

async function insertWorkspace(db: Db): Promise<string> {
  const userId = newId('user');
  const workspaceId = newId('workspace');
  await db.insert(users).values({ id: userId, email: `${userId}@example.com`, name: 'Owner' });
  await db.insert(workspaces).values({ id: workspaceId, name: 'Bench', planId: 'self_hosted' });
  await db.insert(members).values({ workspaceId, userId, role: 'owner' });
  return workspaceId;
}

async function inParts<Row>(rows: readonly Row[], insert: (part: Row[]) => PromiseLike<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerInsert) await insert(rows.slice(at, at + rowsPerInsert));
}
