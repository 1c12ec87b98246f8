import pg from 'pg';
import { naiveTables } from '../../peers/naive-tables';
import { peerBots } from '../../peers/peer-bots';
import { bundleBotManager, startDovecote } from '../dovecote/start-dovecote';
import { bundleEntry } from '../rig/bundle-entry';
import type { Door } from '../rig/load';
import { cpus } from '../rig/pin-process';
import type { Rig } from '../rig/rig';
import { type RunningProcess, startProcess } from '../rig/start-process';
import type { Measurement } from '../scenario';
import { countDovecote, countNaive } from './count-effects';
import { measureWebhooks, type WebhookLoad } from './measure-webhooks';
import { type FleetTemplateOptions, prepareFleetTemplate } from './prepare-fleet-template';

/** A system with durable effects and a database of its own. */
export interface DurableSystem {
  doors: readonly Door[];
  /** Starts it on a fresh copy of its database, unless the database of an earlier start is given. */
  start(databaseUrl?: string, port?: number): Promise<{ process: RunningProcess; databaseUrl: string }>;
  /** What is wrong in the database after so many distinct updates. */
  count(databaseUrl: string, distinct: number): Promise<string[]>;
}

/** The product with a fleet of its own. */
export async function prepareDovecote(
  rig: Rig,
  name: string,
  options: Omit<FleetTemplateOptions, 'transport'>,
): Promise<DurableSystem> {
  const postgres = await rig.postgres();
  const file = await bundleBotManager();
  const { fleet, encryptionKeys } = await prepareFleetTemplate(rig, `${name}_template`, {
    ...options,
    transport: 'webhook',
  });
  return {
    doors: fleet.map((bot) => bot.door),
    async start(kept, port = 0) {
      const databaseUrl = kept ?? (await postgres.createDatabase(name, `${name}_template`));
      const { nodeArgs } = rig;
      const bots = fleet.length;
      return { databaseUrl, process: await startDovecote({ file, nodeArgs, databaseUrl, encryptionKeys, bots, port }) };
    },
    count: countDovecote,
  };
}

/** The host most people build first; without an outbox it does less than the product, and may lose an answer. */
export async function prepareNaive(rig: Rig, bots: number, hasOutbox = true): Promise<DurableSystem> {
  const postgres = await rig.postgres();
  const file = await bundleEntry({ entry: 'peers/naive-bots.ts' });
  await postgres.createTemplate('naive_template', (databaseUrl) => runSql(databaseUrl, naiveTables));
  return {
    doors: peerBots(bots).map((bot) => bot.door),
    async start() {
      const databaseUrl = await postgres.createDatabase('naive', 'naive_template');
      const args = [JSON.stringify({ apiRoot: rig.apiRoot, databaseUrl, bots, hasOutbox })];
      return { databaseUrl, process: await startProcess({ file, cpu: cpus.underTest, args, nodeArgs: rig.nodeArgs }) };
    },
    count: (databaseUrl, distinct) => countNaive(databaseUrl, distinct, hasOutbox ? distinct : 0),
  };
}

/** Drives a durable system on a fresh database and counts what came of it. */
export async function measureDurable(
  rig: Rig,
  system: DurableSystem,
  load: Omit<WebhookLoad, 'doors'>,
): Promise<Measurement> {
  const { process, databaseUrl } = await system.start();
  try {
    const { distinct, metrics, problems } = await measureWebhooks(rig, process, { ...load, doors: system.doors });
    return { metrics, problems: [...problems, ...(await system.count(databaseUrl, distinct))] };
  } finally {
    await process.stop();
  }
}

async function runSql(databaseUrl: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
