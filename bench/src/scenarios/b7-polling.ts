import type { Claim, Scenario, System } from '../scenario';
import { measurePolling, type PollingLoad } from '../systems/measure-polling';
import { prepareDovecotePolling, preparePeerPolling, type StartPolling } from '../systems/start-polling';

const shared = { chats: 500, apiLatencyMs: 20 };
const many: PollingLoad = { bots: 200, updatesPerBot: 40, ...shared };
const one: PollingLoad = { bots: 1, updatesPerBot: 4_000, ...shared };

export const b7Polling: Scenario = {
  id: 'B7',
  title: '200 bots × 40 updates and 1 bot × 4,000 by long polling; 500 chats, 20 ms API latency, order checked',
  async prepare(rig) {
    const systems: System[] = [];
    for (const [name, load] of [['many', many] as const, ['one', one] as const]) {
      const { bots } = load;
      const kinds: Record<string, StartPolling> = {
        dovecote: await prepareDovecotePolling(rig, { name: `polling_${name}`, bots, isInMemory: true }),
        runner: await preparePeerPolling(rig, { bots, isRunner: true }),
        'dovecote durable': await prepareDovecotePolling(rig, { name: `durable_${name}`, bots, isInMemory: false }),
      };
      // One bot's updates it works one by one, which at this latency ends at 50 a second: the runner is the better peer.
      if (bots > 1) kinds.start = await preparePeerPolling(rig, { bots, isRunner: false });
      for (const [kind, start] of Object.entries(kinds)) {
        systems.push({ id: `${kind}, ${name}`, measure: () => measurePolling(rig, start, load) });
      }
    }
    return {
      systems,
      steady: { system: 'start, many', metric: 'updatesPerSecond' },
      claims: [
        fasterThanBoth('dovecote', 'many', '200 bots: updates/s', 1.2, 1.4),
        {
          title: '200 bots: CPU an update',
          unit: '×',
          must: { atMost: 0.75 },
          aim: { atMost: 0.6 },
          value: (of) =>
            of('dovecote, many', 'cpuUsPerUpdate') /
            Math.min(of('start, many', 'cpuUsPerUpdate'), of('runner, many', 'cpuUsPerUpdate')),
        },
        fasterThanBoth('dovecote', 'one', '1 bot: updates/s', 1.1, 1.25),
        fasterThanBoth('dovecote durable', 'many', '200 bots, each update journalled: updates/s', null, null),
        fasterThanBoth('dovecote durable', 'one', '1 bot, each update journalled: updates/s', null, null),
      ],
    };
  },
};

/** Against the better of the two peers; of one bot that is the runner. */
function fasterThanBoth(
  ours: string,
  load: 'many' | 'one',
  title: string,
  must: number | null,
  aim: number | null,
): Claim {
  const peers = load === 'many' ? ['start, many', 'runner, many'] : ['runner, one'];
  return {
    title,
    unit: '×',
    must: must === null ? null : { atLeast: must },
    aim: aim === null ? null : { atLeast: aim },
    value: (of) =>
      of(`${ours}, ${load}`, 'updatesPerSecond') / Math.max(...peers.map((peer) => of(peer, 'updatesPerSecond'))),
  };
}
