import { bundleBotManager, startDovecote } from '../dovecote/start-dovecote';
import { bundleEntry } from '../rig/bundle-entry';
import type { Door } from '../rig/load';
import { cpus } from '../rig/pin-process';
import { startProcess } from '../rig/start-process';
import type { Measurement, Scenario } from '../scenario';
import { measureWebhooks } from '../systems/measure-webhooks';
import { prepareFleetTemplate } from '../systems/prepare-fleet-template';

const bots = 10_000;
const ratePerSecond = 500;

interface MissCosts {
  missUs: number;
  readUs: number;
  hitUs: number;
  readsPerMiss: number;
}

export const b8ColdStart: Scenario = {
  id: 'B8',
  title: `cold start: ${bots.toLocaleString('en')} bots, room for 1,000 in the cache, Zipf traffic at ${ratePerSecond}/s`,
  async prepare(rig, { secondsPerRound }) {
    const postgres = await rig.postgres();
    const { fleet, encryptionKeys } = await prepareFleetTemplate(rig, 'cold_template', { bots, transport: 'webhook' });
    const doors = zipfDoors(fleet.map((bot) => bot.door));
    const files = {
      cold: await bundleBotManager('small-cache-bot-manager', { 'lru-cache': 'src/dovecote/small-lru-cache.ts' }),
      warm: await bundleBotManager(),
      miss: await bundleEntry({ entry: 'src/processes/modules-process.ts' }),
    };
    const measureTraffic = async (file: string): Promise<Measurement> => {
      const databaseUrl = await postgres.createDatabase('cold', 'cold_template');
      const { nodeArgs } = rig;
      const running = await startDovecote({ file, nodeArgs, databaseUrl, encryptionKeys, bots });
      try {
        const load = { doors, connections: 64, seconds: 2 * secondsPerRound, duplicatesEvery: 0, chats: 997 };
        const { metrics, problems } = await measureWebhooks(rig, running, { ...load, ratePerSecond });
        return { metrics, problems };
      } finally {
        await running.stop();
      }
    };
    const measureMisses = async (): Promise<Measurement> => {
      const databaseUrl = await postgres.createDatabase('cold', 'cold_template');
      const args = [JSON.stringify({ databaseUrl, encryptionKeys })];
      const running = await startProcess({ file: files.miss, cpu: cpus.underTest, args, nodeArgs: rig.nodeArgs });
      try {
        return { metrics: { ...(await running.ask<MissCosts>('run')) }, problems: [] };
      } finally {
        await running.stop();
      }
    };
    return {
      systems: [
        { id: 'miss', measure: measureMisses },
        { id: 'cold', measure: () => measureTraffic(files.cold) },
        { id: 'warm', measure: () => measureTraffic(files.warm) },
      ],
      steady: { system: 'warm', metric: 'answerP50Ms' },
      claims: [
        {
          title: 'CPU of a miss beside its read',
          unit: 'µs',
          must: { atMost: 25 },
          aim: { atMost: 10 },
          value: (of) => of('miss', 'missUs') - of('miss', 'readUs'),
        },
        {
          title: 'reads of a miss',
          unit: '',
          must: { atMost: 1 },
          aim: null,
          value: (of) => of('miss', 'readsPerMiss'),
        },
        {
          title: 'p99 until answered, of a warm cache',
          unit: '×',
          must: { atMost: 1.5 },
          aim: { atMost: 1.2 },
          value: (of) => of('cold', 'answerP99Ms') / of('warm', 'answerP99Ms'),
        },
      ],
    };
  },
};

/** Doors in the order of their traffic: the n-th bot gets a share of 1/n, drawn the same way in every run. */
function zipfDoors(doors: readonly Door[]): Door[] {
  const shares: number[] = [];
  let sum = 0;
  for (let place = 0; place < doors.length; place += 1) {
    sum += 1 / (place + 1);
    shares.push(sum);
  }
  let seed = 1;
  return Array.from({ length: 20_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    const wanted = (seed / 2_147_483_647) * sum;
    let low = 0;
    let high = shares.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shares[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return doors[low] ?? { path: '/', secret: '' };
  });
}
