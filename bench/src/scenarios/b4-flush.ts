import { bundleEntry } from '../rig/bundle-entry';
import { cpus } from '../rig/pin-process';
import type { InFlightOptions, InFlightResult } from '../rig/run-in-flight';
import { startProcess } from '../rig/start-process';
import type { Claim, Measurement, Scenario } from '../scenario';
import { countCommitted } from '../systems/count-effects';
import { prepareFleetTemplate } from '../systems/prepare-fleet-template';

const bots = 200;
const chats = 997;
const bounds = [
  { inFlight: 1, must: 0.9, aim: 1 },
  { inFlight: 16, must: 1.5, aim: 2 },
  { inFlight: 128, must: 4, aim: 5 },
];

export const b4Flush: Scenario = {
  id: 'B4',
  title: 'flush alone: journal, effect and outbox of one update, committed',
  async prepare(rig, { secondsPerRound }) {
    const postgres = await rig.postgres();
    const { encryptionKeys } = await prepareFleetTemplate(rig, 'flush_template', { bots, transport: 'webhook' });
    const files = {
      dovecote: await bundleEntry({ entry: 'src/processes/flush-process.ts' }),
      transaction: await bundleEntry({ entry: 'peers/transaction-per-update.ts' }),
    };
    const measure = async (side: keyof typeof files, inFlight: number): Promise<Measurement> => {
      const databaseUrl = await postgres.createDatabase('flush', 'flush_template');
      const args = [JSON.stringify({ databaseUrl, encryptionKeys, chats })];
      const running = await startProcess({ file: files[side], cpu: cpus.underTest, args, nodeArgs: rig.nodeArgs });
      try {
        const before = { cpuMs: running.usage().cpuMs, databaseMs: postgres.cpuMs() };
        const run: InFlightOptions = { inFlight, seconds: secondsPerRound };
        const { done, perSecond, p50Ms, p99Ms } = await running.ask<InFlightResult>('run', run);
        const metrics = {
          updatesPerSecond: perSecond,
          p50Ms,
          p99Ms,
          cpuUsPerUpdate: ((running.usage().cpuMs - before.cpuMs) * 1_000) / done,
          databaseCpuUsPerUpdate: ((postgres.cpuMs() - before.databaseMs) * 1_000) / done,
        };
        return { metrics, problems: await countCommitted(databaseUrl, done) };
      } finally {
        await running.stop();
      }
    };
    return {
      systems: bounds.flatMap(({ inFlight }) =>
        (['dovecote', 'transaction'] as const).map((side) => ({
          id: `${side}@${inFlight}`,
          measure: () => measure(side, inFlight),
        })),
      ),
      steady: { system: 'transaction@128', metric: 'updatesPerSecond' },
      claims: bounds.map(
        ({ inFlight, must, aim }): Claim => ({
          title: `updates/s at ${inFlight} in flight`,
          unit: '×',
          must: { atLeast: must },
          aim: { atLeast: aim },
          value: (of) =>
            of(`dovecote@${inFlight}`, 'updatesPerSecond') / of(`transaction@${inFlight}`, 'updatesPerSecond'),
        }),
      ),
    };
  },
};
