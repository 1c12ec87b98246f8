import { bundleEntry } from '../rig/bundle-entry';
import { cpus } from '../rig/pin-process';
import { startProcess } from '../rig/start-process';
import type { Measurement, Scenario } from '../scenario';

const bots = 10_000;
const updates = 500_000;

export const b11QueueCost: Scenario = {
  id: 'B11',
  title: `queue cost: limits, order and fair turns over ${bots.toLocaleString('en')} bots`,
  async prepare(rig) {
    const file = await bundleEntry({ entry: 'src/processes/lanes-process.ts' });
    const measure = async (): Promise<Measurement> => {
      const args = [JSON.stringify({ bots, updates })];
      const running = await startProcess({ file, cpu: cpus.underTest, args, nodeArgs: rig.nodeArgs });
      try {
        const checked = await running.ask<{ orderBreaks: number }>('run', true);
        const { usPerUpdate } = await running.ask<{ usPerUpdate: number }>('run', false);
        const problems =
          checked.orderBreaks > 0 ? [`${checked.orderBreaks} updates overtook another of their chat`] : [];
        return { metrics: { usPerUpdate }, problems };
      } finally {
        await running.stop();
      }
    };
    return {
      systems: [{ id: 'dovecote', measure }],
      steady: null,
      claims: [
        {
          title: 'CPU an update',
          unit: 'µs',
          must: { atMost: 2 },
          aim: { atMost: 0.5 },
          value: (of) => of('dovecote', 'usPerUpdate'),
        },
      ],
    };
  },
};
