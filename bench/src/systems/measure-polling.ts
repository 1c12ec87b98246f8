import { setTimeout as sleep } from 'node:timers/promises';
import { peerBots } from '../../peers/peer-bots';
import { benchUpdate, chatOf } from '../rig/bench-update';
import { monotonicMs } from '../rig/monotonic-ms';
import type { Rig } from '../rig/rig';
import type { Measurement } from '../scenario';
import type { StartPolling } from './start-polling';

export interface PollingLoad {
  bots: number;
  updatesPerBot: number;
  chats: number;
  apiLatencyMs: number;
}

const drainWithinMs = 60_000;
/** Share of the load that goes ahead to warm the system up. */
const warmUpShare = 0.25;

/** Puts everything into Telegram's queues at once and waits until the last update is answered; order is checked. */
export async function measurePolling(rig: Rig, start: StartPolling, load: PollingLoad): Promise<Measurement> {
  const running = await start();
  try {
    await rig.api.reset();
    await rig.api.configure({ latencyMs: load.apiLatencyMs, isOrderChecked: true });
    const warmUp = Math.ceil(load.updatesPerBot * warmUpShare);
    await enqueue(rig, load, 0, warmUp);
    const warmed = load.bots * warmUp;
    await untilAnswered(rig, warmed);
    const before = running.usage();
    const startedAtMs = monotonicMs();
    await enqueue(rig, load, warmed, load.updatesPerBot);
    const total = load.bots * load.updatesPerBot;
    await untilAnswered(rig, warmed + total);
    const after = running.usage();
    const { answeredAtMs, times } = await rig.api.answers(warmed, total);
    const { orderBreaks } = await rig.api.progress();
    const unanswered = answeredAtMs.filter((at) => at === 0).length;
    const repeated = times.filter((count) => count > 1).length;
    const lastAtMs = answeredAtMs.reduce((last, at) => Math.max(last, at), 0);
    return {
      metrics: {
        updatesPerSecond: (total - unanswered) / ((lastAtMs - startedAtMs) / 1_000),
        cpuUsPerUpdate: ((after.cpuMs - before.cpuMs) * 1_000) / total,
        memoryMb: after.memoryMb,
      },
      problems: [
        ...(unanswered > 0 ? [`${unanswered} updates were never answered`] : []),
        ...(repeated > 0 ? [`${repeated} updates were answered twice`] : []),
        ...(orderBreaks > 0 ? [`${orderBreaks} answers overtook an earlier one of their chat`] : []),
      ],
    };
  } finally {
    await rig.api.configure({});
    await running.stop();
  }
}

/** Each bot's updates are numbered in the order of its queue. */
async function enqueue(rig: Rig, load: PollingLoad, first: number, updatesPerBot: number): Promise<void> {
  await rig.api.enqueue(
    peerBots(load.bots).map(({ telegramId }, place) => ({
      botId: telegramId,
      updates: Array.from({ length: updatesPerBot }, (_, number) => {
        const index = first + place * updatesPerBot + number;
        return benchUpdate(index, chatOf(index, { bots: 1, chats: load.chats }));
      }),
    })),
  );
}

async function untilAnswered(rig: Rig, count: number): Promise<void> {
  const givesUpAt = performance.now() + drainWithinMs;
  while ((await rig.api.progress()).answered < count && performance.now() < givesUpAt) await sleep(20);
}
