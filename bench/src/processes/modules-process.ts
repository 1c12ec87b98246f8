import { BotModules, readSettings } from '@dovecote/bot-runtime/bot-modules';
import type { BotRecord } from '@dovecote/bot-runtime/bot-record';
import { connectDatabase } from '@dovecote/db/client';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { bots } from '@dovecote/db/schema/bots';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { runtimeModules } from '../dovecote/runtime-registry';
import { serveCommands } from '../rig/serve-commands';
import { processOptions } from './process-options';

/** The cache of bots' modules alone: what it costs to bring a bot back that had been dropped. */
const { databaseUrl, encryptionKeys } = processOptions<{ databaseUrl: string; encryptionKeys: string }>();

const together = 16;
const { db, pool } = connectDatabase({ url: databaseUrl, applicationName: 'bench-modules', connectionsMax: 4 });
const vault = createVault({
  keyRing: parseKeyRing(encryptionKeys),
  dataKeyStore: createDataKeyStore(db),
  cacheMax: 50_000,
});
const rows = await db.select({ id: bots.id, workspaceId: bots.workspaceId, revision: bots.revision }).from(bots);
const records = rows as unknown as BotRecord[];

let reads = 0;
const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
pool.query = ((...args: unknown[]) => {
  reads += 1;
  return query(...args);
}) as typeof pool.query;

/** CPU of one piece of work for each bot, some at a time, in microseconds. */
async function cpuUsOf(work: (record: BotRecord) => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < records.length; at += together) await Promise.all(records.slice(at, at + together).map(work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / records.length;
}

/** CPU of the bare reads that as many misses at a time share, in microseconds for each bot. */
async function cpuUsOfReads(): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < records.length; at += together) await readSettings(db, records.slice(at, at + together));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / records.length;
}

async function run() {
  const freshCache = () => new BotModules({ db, vault, modules: runtimeModules });
  // The first time each workspace's keys are fetched too; that is no miss of this cache.
  const first = freshCache();
  await cpuUsOf((record) => first.of(record));
  // As many together as the misses read: the rest of a miss is the cache's own.
  const readUs = await cpuUsOfReads();
  const cache = freshCache();
  reads = 0;
  const missUs = await cpuUsOf((record) => cache.of(record));
  const readsPerMiss = reads / records.length;
  const hitUs = await cpuUsOf((record) => cache.of(record));
  return { missUs, readUs, hitUs, readsPerMiss };
}

serveCommands({ run });
process.on('SIGTERM', () => process.exit(0));
process.send?.({ type: 'ready', port: 0 });
