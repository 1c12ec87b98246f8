import type { Scenario, System } from '../scenario';
import { type BroadcastLoad, type BroadcastSystem, measureBroadcast } from '../systems/measure-broadcast';
import { prepareDovecoteBroadcast, prepareThrottler } from '../systems/prepare-broadcast';

const load: BroadcastLoad = { bots: 100, chatsPerBot: 150, perSecond: 30, floodShare: 0.02 };

export const b9Broadcast: Scenario = {
  id: 'B9',
  title: `broadcast: ${load.bots} bots × ${load.chatsPerBot} chats at ${load.perSecond} a second, 2 % of the calls refused with 429`,
  async prepare(rig) {
    const dovecote = await prepareDovecoteBroadcast(rig, load);
    const throttler = await prepareThrottler(rig, load);
    const systemOf = (id: string, system: BroadcastSystem): System => ({
      id,
      measure: () => measureBroadcast(rig, system, load),
    });
    const ours = systemOf('dovecote', dovecote);
    return {
      systems: [{ ...ours, measure: async () => withinLimit(await ours.measure()) }, systemOf('throttler', throttler)],
      steady: { system: 'throttler', metric: 'cpuUsPerMessage' },
      claims: [
        {
          title: 'share of the ideal rate',
          unit: '×',
          must: { atLeast: 0.95 },
          aim: { atLeast: 0.99 },
          value: (of) => of('dovecote', 'rateShare'),
        },
        {
          title: 'most calls of a bot in any second',
          unit: '',
          must: { atMost: load.perSecond },
          aim: null,
          value: (of) => of('dovecote', 'mostInASecond'),
        },
        {
          title: 'CPU a message',
          unit: '×',
          must: { atMost: 0.25 },
          aim: { atMost: 0.1 },
          value: (of) => of('dovecote', 'cpuUsPerMessage') / of('throttler', 'cpuUsPerMessage'),
        },
      ],
    };
  },
};

/** A limit that was broken once was broken, whatever the median says. */
function withinLimit(measured: Awaited<ReturnType<System['measure']>>) {
  const most = measured.metrics.mostInASecond ?? Number.NaN;
  const broken = most <= load.perSecond ? [] : [`a bot made ${most} calls within a second`];
  return { ...measured, problems: [...measured.problems, ...broken] };
}
