import { setTimeout as sleep } from 'node:timers/promises';
import type { Rig } from '../rig/rig';
import type { Measurement, Scenario } from '../scenario';
import { measureDurable, prepareDovecote } from '../systems/prepare-durable';
import { prepareDovecotePolling, preparePeerPolling, type StartPolling } from '../systems/start-polling';

const bots = 10_000;
/** So many of them get an update a second, for a minute, while the others idle. */
const busyBots = 1_000;
const busySeconds = 60;
/** Of the peer's processes, how many stand for all. */
const processes = 4;
/** Long enough for every long poll to end and begin once. */
const idleMs = 32_000;

export const b5Density: Scenario = {
  id: 'B5',
  title: `density: ${bots.toLocaleString('en')} idle bots in one process, by webhook, then by long polling`,
  roundsMax: 3,
  async prepare(rig) {
    const webhook = await prepareDovecote(rig, 'density', { bots });
    const polling = await prepareDovecotePolling(rig, { name: 'density_polling', bots, isInMemory: false });
    const start = await preparePeerPolling(rig, { bots, isRunner: false });
    const busy = { ...webhook, doors: webhook.doors.slice(0, busyBots) };
    const busyLoad = {
      connections: 256,
      seconds: busySeconds,
      ratePerSecond: busyBots,
      duplicatesEvery: 0,
      chats: 5_000,
    };
    const startOnes = await Promise.all(
      Array.from({ length: processes }, (_, first) => preparePeerPolling(rig, { bots: 1, isRunner: false, first })),
    );
    return {
      systems: [
        { id: 'dovecote by webhook', measure: () => measureIdle(rig, async () => (await webhook.start()).process) },
        { id: 'dovecote by polling', measure: () => measureIdle(rig, polling) },
        { id: 'dovecote partly busy', measure: () => measureDurable(rig, busy, busyLoad) },
        { id: 'bot.start for each', measure: () => measureIdle(rig, start) },
        { id: 'process for each', measure: () => measureProcesses(startOnes) },
      ],
      steady: null,
      claims: [
        {
          title: 'memory in all, by webhook',
          unit: 'MB',
          must: { atMost: 256 },
          aim: { atMost: 160 },
          value: (of) => of('dovecote by webhook', 'memoryMb'),
        },
        {
          title: 'memory in all, by polling',
          unit: 'MB',
          must: { atMost: 384 },
          aim: { atMost: 270 },
          value: (of) => of('dovecote by polling', 'memoryMb'),
        },
        {
          title: `p99 until answered, ${busyBots.toLocaleString('en')} of them at 1/s`,
          unit: 'ms',
          must: { atMost: 250 },
          aim: null,
          value: (of) => of('dovecote partly busy', 'answerP99Ms'),
        },
        {
          title: 'lighter than a process for each bot',
          unit: '×',
          must: { atLeast: 500 },
          aim: null,
          value: (of) => (bots * of('process for each', 'memoryMb')) / of('dovecote by polling', 'memoryMb'),
        },
        {
          title: 'lighter than bot.start for each bot',
          unit: '×',
          must: { atLeast: 1.5 },
          aim: { atLeast: 1.8 },
          value: (of) => of('bot.start for each', 'memoryMb') / of('dovecote by polling', 'memoryMb'),
        },
        {
          title: 'idle CPU, of bot.start for each bot',
          unit: '×',
          must: { atMost: 0.7 },
          aim: { atMost: 0.6 },
          value: (of) => of('dovecote by polling', 'idleCpuPercent') / of('bot.start for each', 'idleCpuPercent'),
        },
      ],
    };
  },
};

/** What a host of idle bots takes once it is up, and what it asked Telegram to get there. */
async function measureIdle(rig: Rig, start: StartPolling): Promise<Measurement> {
  await rig.api.reset();
  const began = performance.now();
  const running = await start();
  const startSeconds = (performance.now() - began) / 1_000;
  try {
    const { calls } = await rig.api.progress();
    const asked = Object.entries(calls).filter(([method]) => method !== 'getUpdates');
    await sleep(5_000);
    const before = running.usage();
    await sleep(idleMs);
    const after = running.usage();
    return {
      metrics: {
        memoryMb: after.memoryMb,
        idleCpuPercent: (100 * (after.cpuMs - before.cpuMs)) / idleMs,
        startSeconds,
        callsAtStart: asked.reduce((sum, [, count]) => sum + count, 0),
      },
      problems: [],
    };
  } finally {
    await running.stop();
  }
}

/** The mean of a few processes with one bot each; pages they share count once among them. */
async function measureProcesses(starts: readonly StartPolling[]): Promise<Measurement> {
  const running = [];
  try {
    for (const start of starts) running.push(await start());
    await sleep(5_000);
    const memoryMb = running.reduce((sum, one) => sum + one.usage().memoryMb, 0) / running.length;
    return { metrics: { memoryMb }, problems: [] };
  } finally {
    for (const one of running) await one.stop();
  }
}
