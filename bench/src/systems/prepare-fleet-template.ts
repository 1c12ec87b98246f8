import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { generateKey } from '@dovecote/vault/key-ring';
import { type FleetBot, insertFleet, publicUrl } from '../dovecote/insert-fleet';
import type { Rig } from '../rig/rig';

export interface FleetTemplateOptions {
  bots: number;
  transport: 'webhook' | 'polling';
  botsPerWorkspace?: number;
  requestsPerSecond?: number;
  maxConcurrent?: number;
  isFireAndForget?: boolean;
  brokenBots?: number;
  /** Adds what the fleet needs beside its bots. */
  fill?: (databaseUrl: string, fleet: readonly FleetBot[], encryptionKeys: string) => Promise<void>;
}

/** A migrated database with a fleet of running bots that have told Telegram all they have to; copied for every round. */
export async function prepareFleetTemplate(
  rig: Rig,
  name: string,
  options: FleetTemplateOptions,
): Promise<{ fleet: FleetBot[]; encryptionKeys: string }> {
  const postgres = await rig.postgres();
  const encryptionKeys = generateKey('bench');
  let fleet: FleetBot[] = [];
  await postgres.createTemplate(name, async (databaseUrl) => {
    await migrateDatabase(databaseUrl, findMigrations(import.meta.dirname));
    fleet = await insertFleet(databaseUrl, {
      bots: options.bots,
      transport: options.transport,
      botsPerWorkspace: options.botsPerWorkspace ?? 10,
      requestsPerSecond: options.requestsPerSecond ?? 100_000,
      maxConcurrent: options.maxConcurrent ?? 200,
      isFireAndForget: options.isFireAndForget ?? false,
      brokenBots: options.brokenBots ?? 0,
      apiRoot: rig.apiRoot,
      encryptionKeys,
    });
    await options.fill?.(databaseUrl, fleet, encryptionKeys);
  });
  const urls = fleet.map((bot) => [bot.telegramId, publicUrl + bot.door.path]);
  if (options.transport === 'webhook') await rig.api.setWebhooks(Object.fromEntries(urls));
  return { fleet, encryptionKeys };
}
