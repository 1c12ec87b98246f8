import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { firstUpdateId } from '../rig/bench-update';
import { monotonicMs } from '../rig/monotonic-ms';
import { median, quantile } from '../rig/quantile';
import type { Rig } from '../rig/rig';
import type { Measurement, Scenario } from '../scenario';
import { readAnswers, untilAnswered } from '../systems/measure-webhooks';
import { type DurableSystem, prepareDovecote } from '../systems/prepare-durable';

const bots = 200;
const connections = 128;
const kills = 5;
const calmMs = 4_000;
const afterLastKillMs = 6_000;
/** The load is ended when the last kill is over; this only bounds it. */
const loadMsMax = 300_000;
const windowMs = 500;
/** A window at this share of the rate before the kill counts as full. */
const fullShare = 0.8;

export const b10Crash: Scenario = {
  id: 'B10',
  title: `crash: SIGKILL ${kills} times during B3, started again at once`,
  async prepare(rig) {
    const dovecote = await prepareDovecote(rig, 'crash', { bots });
    return {
      systems: [{ id: 'dovecote', measure: () => measure(rig, dovecote) }],
      steady: null,
      claims: [
        {
          title: 'longest way back to the full rate',
          unit: 's',
          must: { atMost: 5 },
          aim: { atMost: 2 },
          value: (of) => of('dovecote', 'longestRecoverySeconds'),
        },
      ],
    };
  },
};

async function measure(rig: Rig, system: DurableSystem): Promise<Measurement> {
  let { process, databaseUrl } = await system.start();
  const { port } = process;
  try {
    await rig.api.reset();
    const loading = rig.load({
      port,
      doors: system.doors,
      connections,
      durationMs: loadMsMax,
      ratePerSecond: 0,
      firstIndex: 0,
      duplicatesEvery: 20,
      chats: 997,
    });
    const killedAtMs: number[] = [];
    for (let count = 0; count < kills; count += 1) {
      await sleep(calmMs);
      killedAtMs.push(monotonicMs());
      await process.kill();
      ({ process } = await system.start(databaseUrl, port));
    }
    await sleep(afterLastKillMs);
    await rig.stopLoad();
    const load = await loading;
    await untilAnswered(rig, [load]);
    const { atMs } = await readAnswers(rig, load, 0);
    const { times } = await rig.api.answers(0, load.dueAtMs.length);
    const doubled = [...times.keys()].filter((index) => (times[index] ?? 0) > 1);
    const known = await readAmbiguous(databaseUrl);
    const unexplained = doubled.filter((index) => !known.has(index));
    const unanswered = atMs.filter((at) => at === 0).length;
    const recoveries = killedAtMs.map((at) => recoverySeconds(atMs, load.startedAtMs, at));
    return {
      metrics: {
        longestRecoverySeconds: Math.max(...recoveries),
        medianRecoverySeconds: median(recoveries),
        doubledAnswers: doubled.length,
        ambiguousCalls: known.size,
      },
      problems: [
        ...(await system.count(databaseUrl, load.dueAtMs.length)),
        ...(load.lost > 0 ? [`${load.lost} updates were never acknowledged`] : []),
        ...(unanswered > 0 ? [`${unanswered} updates were never answered`] : []),
        ...(unexplained.length > 0 ? [`${unexplained.length} doubled answers were not in flight at a kill`] : []),
      ],
    };
  } finally {
    await process.kill();
  }
}

/** From the kill to the end of the first window at the rate of the time before. */
function recoverySeconds(atMs: Float64Array, startedAtMs: number, killedAtMs: number): number {
  const countIn = (fromMs: number): number => atMs.filter((at) => at >= fromMs && at < fromMs + windowMs).length;
  const before: number[] = [];
  const calmFromMs = Math.max(startedAtMs + 1_000, killedAtMs - calmMs / 2);
  for (let fromMs = calmFromMs; fromMs + windowMs <= killedAtMs; fromMs += windowMs) before.push(countIn(fromMs));
  const wanted = fullShare * quantile(before, 0.5);
  const lastMs = atMs.reduce((last, at) => Math.max(last, at), 0);
  for (let fromMs = killedAtMs; fromMs < lastMs; fromMs += 50) {
    if (countIn(fromMs) >= wanted) return (fromMs + windowMs - killedAtMs) / 1_000;
  }
  return Number.POSITIVE_INFINITY;
}

/** Updates whose call the product itself counts as possibly sent twice. */
async function readAmbiguous(databaseUrl: string): Promise<Set<number>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ update_id: string }>('select update_id from outbox where is_ambiguous');
    return new Set(rows.map((row) => Number(row.update_id) - firstUpdateId));
  } finally {
    await client.end();
  }
}
