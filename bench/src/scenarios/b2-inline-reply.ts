import type { Scenario } from '../scenario';
import { prepareStateless } from '../systems/prepare-stateless';

const bots = 200;
const connections = 64;

export const b2InlineReply: Scenario = {
  id: 'B2',
  title: `inline reply: ${bots} bots, ${connections} connections, the answer as the webhook's own reply`,
  async prepare(rig, { secondsPerRound }) {
    const systems = await prepareStateless(rig, { bots, connections, seconds: secondsPerRound, isReplying: true });
    return {
      systems: [
        { id: 'dovecote', measure: () => systems.dovecote() },
        { id: 'stock', measure: () => systems.peer('peers/stock-bots.ts') },
      ],
      steady: { system: 'stock', metric: 'updatesPerSecond' },
      claims: [
        {
          title: 'updates/s',
          unit: '×',
          must: { atLeast: 1.1 },
          aim: { atLeast: 1.4 },
          value: (of) => of('dovecote', 'updatesPerSecond') / of('stock', 'updatesPerSecond'),
        },
      ],
    };
  },
};
