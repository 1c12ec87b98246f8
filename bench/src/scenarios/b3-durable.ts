import type { Scenario } from '../scenario';
import { measureDurable, prepareDovecote, prepareNaive } from '../systems/prepare-durable';

const bots = 200;
const connections = 128;

export const b3Durable: Scenario = {
  id: 'B3',
  title: `durable: ${bots} bots, ${connections} connections, journal + points + outbox + answer, 5 % duplicates`,
  async prepare(rig, { secondsPerRound }) {
    const dovecote = await prepareDovecote(rig, 'durable', { bots });
    const inline = await prepareDovecote(rig, 'inline', { bots, isFireAndForget: true });
    const naive = await prepareNaive(rig, bots);
    const lossy = await prepareNaive(rig, bots, false);
    const load = { connections, seconds: secondsPerRound, duplicatesEvery: 20, chats: 997 };
    return {
      systems: [
        { id: 'dovecote', measure: () => measureDurable(rig, dovecote, load) },
        { id: 'naive', measure: () => measureDurable(rig, naive, load) },
        { id: 'naive without outbox', measure: () => measureDurable(rig, lossy, load) },
        { id: 'dovecote inline', measure: () => measureDurable(rig, inline, load) },
      ],
      steady: { system: 'naive', metric: 'updatesPerSecond' },
      claims: [
        {
          title: 'updates/s',
          unit: '×',
          must: { atLeast: 3.5 },
          aim: { atLeast: 5.5 },
          value: (of) => of('dovecote', 'updatesPerSecond') / of('naive', 'updatesPerSecond'),
        },
        {
          title: 'updates/s, of a peer that keeps no outbox',
          unit: '×',
          must: null,
          aim: null,
          value: (of) => of('dovecote', 'updatesPerSecond') / of('naive without outbox', 'updatesPerSecond'),
        },
        {
          title: 'p99 until answered',
          unit: '×',
          must: { atMost: 0.4 },
          aim: null,
          value: (of) => of('dovecote', 'answerP99Ms') / of('naive', 'answerP99Ms'),
        },
        {
          title: 'updates/s, answered inline',
          unit: '×',
          must: { atLeast: 3.5 },
          aim: { atLeast: 8 },
          value: (of) => of('dovecote inline', 'updatesPerSecond') / of('naive', 'updatesPerSecond'),
        },
      ],
    };
  },
};
