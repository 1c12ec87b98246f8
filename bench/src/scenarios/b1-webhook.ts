import type { Scenario } from '../scenario';
import { prepareStateless } from '../systems/prepare-stateless';

const bots = 200;
const connections = 64;

export const b1Webhook: Scenario = {
  id: 'B1',
  title: `webhook: ${bots} bots, ${connections} connections, text to one sendMessage, no database`,
  async prepare(rig, { secondsPerRound }) {
    const systems = await prepareStateless(rig, { bots, connections, seconds: secondsPerRound, isReplying: false });
    return {
      systems: [
        { id: 'dovecote', measure: () => systems.dovecote() },
        { id: 'stock', measure: () => systems.peer('peers/stock-bots.ts') },
        { id: 'floor', measure: () => systems.peer('peers/socket-floor.ts') },
      ],
      steady: { system: 'stock', metric: 'updatesPerSecond' },
      claims: [
        {
          title: 'updates/s',
          unit: '×',
          must: { atLeast: 2.5 },
          aim: { atLeast: 3.3 },
          value: (of) => of('dovecote', 'updatesPerSecond') / of('stock', 'updatesPerSecond'),
        },
        {
          title: 'updates for the same CPU time',
          unit: '×',
          must: { atLeast: 2.5 },
          aim: { atLeast: 3.5 },
          value: (of) => of('stock', 'cpuUsPerUpdate') / of('dovecote', 'cpuUsPerUpdate'),
        },
        {
          title: 'of a bare socket floor',
          unit: '%',
          must: null,
          aim: { atLeast: 65 },
          value: (of) => (100 * of('dovecote', 'updatesPerSecond')) / of('floor', 'updatesPerSecond'),
        },
      ],
    };
  },
};
