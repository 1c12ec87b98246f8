import { setTimeout as sleep } from 'node:timers/promises';
import { botManagerNodeArgs } from '@dovecote/local-stack/bot-manager-node-args';
import { bundleEntry } from '../rig/bundle-entry';
import { cpus } from '../rig/pin-process';
import { type RunningProcess, startProcess } from '../rig/start-process';
import { publicUrl } from './insert-fleet';

const entry = '../apps/bot-manager/src/main.ts';
const watchdogEntry = '../apps/bot-manager/src/watchdog/watchdog-thread.ts';
const registry = { '@dovecote/modules/runtime-registry': 'src/dovecote/runtime-registry.ts' };
const folder = 'src/dovecote/in-memory';

/** Bundles the real bot-manager; only its list of modules is longer by the benchmarks' own, and what `instead` names. */
export async function bundleBotManager(name = 'bot-manager', instead: Record<string, string> = {}): Promise<string> {
  // It looks for its watchdog's thread beside itself.
  await bundleEntry({ entry: watchdogEntry, name: 'watchdog-thread' });
  return bundleEntry({ entry, name, instead: { ...registry, ...instead } });
}

/** The same process, but what an update would read from and write to the database stays in memory. */
export function bundleInMemoryBotManager(): Promise<string> {
  return bundleBotManager('in-memory-bot-manager', {
    './batch-flush': `${folder}/memory-flush.ts`,
    './lane-reader': `${folder}/memory-lane-reader.ts`,
    './outbox-store': `${folder}/memory-outbox-store.ts`,
    './journal-writer': `${folder}/memory-journal-writer.ts`,
  });
}

export interface DovecoteOptions {
  file: string;
  databaseUrl: string;
  encryptionKeys: string;
  /** Wait until it holds so many. */
  bots: number;
  nodeArgs?: readonly string[];
  /** 0 for any that is free. */
  port?: number;
}

const hostsWithinMs = 300_000;

/** One bot-manager process on the CPU of the system under test; resolves when it holds its bots. */
export async function startDovecote(options: DovecoteOptions): Promise<RunningProcess> {
  const running = await startProcess({
    file: options.file,
    nodeArgs: [...botManagerNodeArgs, ...(options.nodeArgs ?? [])],
    cpu: cpus.underTest,
    readyWithinMs: hostsWithinMs,
    env: {
      HOST: '127.0.0.1',
      BOT_MANAGER_PORT: String(options.port ?? 0),
      DATABASE_URL: options.databaseUrl,
      ENCRYPTION_KEYS: options.encryptionKeys,
      PUBLIC_URL: publicUrl,
      LOG_LEVEL: 'error',
    },
  });
  const givesUpAt = performance.now() + hostsWithinMs;
  while ((await countHosted(running.port)) < options.bots) {
    if (performance.now() > givesUpAt) {
      await running.kill();
      throw new Error(`The bot-manager did not hold ${options.bots} bots within ${hostsWithinMs / 1_000} s.`);
    }
    await sleep(100);
  }
  return running;
}

async function countHosted(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const value = /^dovecote_bots_hosted(?:\{[^}]*\})? (\d+)$/m.exec(await response.text())?.[1];
  return Number(value ?? 0);
}
