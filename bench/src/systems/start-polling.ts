import { setTimeout as sleep } from 'node:timers/promises';
import { bundleBotManager, bundleInMemoryBotManager, startDovecote } from '../dovecote/start-dovecote';
import { bundleEntry } from '../rig/bundle-entry';
import { cpus } from '../rig/pin-process';
import type { Rig } from '../rig/rig';
import { type RunningProcess, startProcess } from '../rig/start-process';
import { prepareFleetTemplate } from './prepare-fleet-template';

/** A host of polling bots; resolves when every bot's long poll waits at the API. */
export type StartPolling = () => Promise<RunningProcess>;

const pollsWithinMs = 300_000;

/** The product with a fleet of so many polling bots; its commits go to the database, or stay in memory. */
export async function prepareDovecotePolling(
  rig: Rig,
  options: { name: string; bots: number; isInMemory: boolean },
): Promise<StartPolling> {
  const { name, bots, isInMemory } = options;
  const postgres = await rig.postgres();
  const file = await (isInMemory ? bundleInMemoryBotManager() : bundleBotManager());
  const template = `${name}_template`;
  const { encryptionKeys } = await prepareFleetTemplate(rig, template, { bots, transport: 'polling' });
  return async () => {
    await rig.api.reset();
    const databaseUrl = await postgres.createDatabase(name, template);
    const { nodeArgs } = rig;
    return untilPolling(rig, bots, await startDovecote({ file, nodeArgs, databaseUrl, encryptionKeys, bots }));
  };
}

/** grammY, by `bot.start()` or with the runner. */
export async function preparePeerPolling(
  rig: Rig,
  options: { bots: number; isRunner: boolean; first?: number },
): Promise<StartPolling> {
  const file = await bundleEntry({ entry: 'peers/polling-bots.ts' });
  return async () => {
    await rig.api.reset();
    const args = [JSON.stringify({ apiRoot: rig.apiRoot, ...options })];
    const { nodeArgs } = rig;
    return untilPolling(rig, options.bots, await startProcess({ file, cpu: cpus.underTest, args, nodeArgs }));
  };
}

async function untilPolling(rig: Rig, bots: number, running: RunningProcess): Promise<RunningProcess> {
  const givesUpAt = performance.now() + pollsWithinMs;
  while ((await rig.api.progress()).waitingPolls < bots) {
    if (performance.now() > givesUpAt) {
      await running.kill();
      throw new Error(`Not all of ${bots} bots polled within ${pollsWithinMs / 1_000} s.`);
    }
    await sleep(100);
  }
  return running;
}
