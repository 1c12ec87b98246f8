import { peerBots } from '../../peers/peer-bots';
import { quantile } from '../rig/quantile';
import type { Rig } from '../rig/rig';
import type { Measurement, Scenario } from '../scenario';
import { loadProblems, readAnswers, untilAnswered } from '../systems/measure-webhooks';
import { type DurableSystem, prepareDovecote, prepareNaive } from '../systems/prepare-durable';

const quietBots = 50;
const noisyBots = 10;
const noisyConnections = 500;
/** 500 answers at least: of fewer, the hundredth part is one or two that happened to be late. */
const secondsMin = 10;
/** Beside those, where they are let loose: one whose calls never get an answer, and one whose handler always throws. */
const badBots = 2;
const badPerSecond = 40;
/** Numbers no other load comes near. */
const badFrom = 10_000_000;
/** What a workspace gets unless its plan says otherwise. */
const limits = { requestsPerSecond: 100, maxConcurrent: 32 };

export const b6QuietNeighbour: Scenario = {
  id: 'B6',
  title: `quiet neighbour: ${quietBots} bots at 1/s, alone and beside a tenant's ${noisyBots} bots on ${noisyConnections} connections`,
  async prepare(rig, { secondsPerRound }) {
    const bots = quietBots + noisyBots + badBots;
    const dovecote = await prepareDovecote(rig, 'quiet', { bots, ...limits, brokenBots: 1 });
    const naive = await prepareNaive(rig, bots);
    const seconds = Math.max(secondsMin, 2 * secondsPerRound);
    return {
      systems: [
        { id: 'dovecote', measure: () => measure(rig, dovecote, seconds) },
        { id: 'naive', measure: () => measure(rig, naive, seconds) },
        { id: 'dovecote beside bad bots', measure: () => measureBesideBadBots(rig, dovecote, seconds) },
      ],
      steady: { system: 'naive', metric: 'floodPerSecond' },
      claims: [
        {
          title: 'quiet p99 beside a flood, of 2× alone + 5 ms',
          unit: '×',
          must: { atMost: 1 },
          aim: null,
          value: (of) => of('dovecote', 'besideP99Ms') / (2 * of('dovecote', 'aloneP99Ms') + 5),
        },
        {
          title: 'quiet p99 beside a flood, a hung bot and a throwing one, of 2× alone + 5 ms',
          unit: '×',
          must: { atMost: 1 },
          aim: null,
          value: (of) =>
            of('dovecote beside bad bots', 'besideP99Ms') / (2 * of('dovecote beside bad bots', 'aloneP99Ms') + 5),
        },
        {
          title: 'quiet p99 beside a flood, of alone',
          unit: '×',
          must: null,
          aim: { atMost: 1.25 },
          value: (of) => of('dovecote', 'besideP99Ms') / of('dovecote', 'aloneP99Ms'),
        },
        {
          title: 'quiet p99 beside a flood, below the peer',
          unit: '×',
          must: { atLeast: 10 },
          aim: { atLeast: 50 },
          value: (of) => of('naive', 'besideP99Ms') / of('dovecote', 'besideP99Ms'),
        },
      ],
    };
  },
};

/** Errors of the quiet and the flooding bots count; what the bad ones lose is theirs. */
async function measureBesideBadBots(rig: Rig, system: DurableSystem, seconds: number): Promise<Measurement> {
  const [hung] = peerBots(1, quietBots + noisyBots);
  await rig.api.configure({ silentBots: hung ? [hung.telegramId] : [] });
  try {
    return await measure(rig, system, seconds, true);
  } finally {
    await rig.api.configure({});
  }
}

async function measure(rig: Rig, system: DurableSystem, seconds: number, hasBadBots = false): Promise<Measurement> {
  const { process, databaseUrl } = await system.start();
  try {
    await rig.api.reset();
    const durationMs = seconds * 1_000;
    const common = { port: process.port, duplicatesEvery: 0, chats: 997 };
    const doors = system.doors.slice(0, quietBots);
    const quiet = { ...common, doors, connections: quietBots, ratePerSecond: quietBots };
    const warmUp = await rig.load({ ...quiet, durationMs: 1_500, firstIndex: 0 });
    const alone = await rig.load({ ...quiet, durationMs, firstIndex: warmUp.dueAtMs.length });
    await untilAnswered(rig, [warmUp, alone]);
    const besideFrom = warmUp.dueAtMs.length + alone.dueAtMs.length;
    // The flood begins before the measurement and goes on after it.
    const noisyFrom = besideFrom + 2 * seconds * quietBots;
    const flooding = rig.load(
      {
        ...common,
        doors: system.doors.slice(quietBots, quietBots + noisyBots),
        connections: noisyConnections,
        ratePerSecond: 0,
        durationMs: durationMs + 1_000,
        firstIndex: noisyFrom,
      },
      1,
    );
    const badSpec = { doors: system.doors.slice(quietBots + noisyBots), connections: 50, ratePerSecond: badPerSecond };
    const bad = hasBadBots
      ? rig.load({ ...common, ...badSpec, durationMs: durationMs + 1_000, firstIndex: badFrom }, 2)
      : Promise.resolve(null);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const beside = await rig.load({ ...quiet, durationMs, firstIndex: besideFrom });
    const flood = await flooding;
    await bad;
    await untilAnswered(rig, [warmUp, alone, beside, flood]);
    const aloneAnswers = await readAnswers(rig, alone, warmUp.dueAtMs.length);
    const besideAnswers = await readAnswers(rig, beside, besideFrom);
    const floodAnswers = await readAnswers(rig, flood, noisyFrom);
    const distinct = besideFrom + beside.dueAtMs.length;
    return {
      metrics: {
        aloneP50Ms: quantile(aloneAnswers.latenciesMs, 0.5),
        aloneP99Ms: quantile(aloneAnswers.latenciesMs, 0.99),
        besideP50Ms: quantile(besideAnswers.latenciesMs, 0.5),
        besideP99Ms: quantile(besideAnswers.latenciesMs, 0.99),
        floodPerSecond: flood.dueAtMs.length / (seconds + 1),
      },
      problems: [
        ...loadProblems(warmUp),
        ...aloneAnswers.problems,
        ...besideAnswers.problems,
        ...floodAnswers.problems,
        ...(hasBadBots ? [] : await system.count(databaseUrl, distinct + flood.dueAtMs.length)),
      ],
    };
  } finally {
    await process.stop();
  }
}
