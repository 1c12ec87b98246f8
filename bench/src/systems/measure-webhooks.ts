import { setTimeout as sleep } from 'node:timers/promises';
import type { Door, LoadResult } from '../rig/load';
import { monotonicMs } from '../rig/monotonic-ms';
import { quantile } from '../rig/quantile';
import { readCpuMs } from '../rig/read-usage';
import type { Rig } from '../rig/rig';
import type { RunningProcess } from '../rig/start-process';
import type { Measurement } from '../scenario';

export interface WebhookLoad {
  doors: readonly Door[];
  connections: number;
  seconds: number;
  duplicatesEvery: number;
  chats: number;
  /** Requests due in a second; as many as the connections carry if not given. */
  ratePerSecond?: number;
}

export interface WebhookMeasurement extends Measurement {
  /** Distinct updates sent, warm-up included. */
  distinct: number;
}

export interface Answered {
  /** When each update of the load was answered, by a call or in the reply; 0 for never. */
  atMs: Float64Array;
  /** From when it was due. */
  latenciesMs: Float64Array;
  problems: string[];
}

/** By then V8 has made of a system's code nearly all it will; one that hosts bots runs for weeks. */
const warmUpMs = 10_000;
const drainWithinMs = 20_000;

/**
 * Drives a system under one load and waits until the last update is answered. Counts what was answered from when it was
 * warm until the load ended: a steady state, with connections and code as in a system that has run for long. What is
 * acknowledged and left lying counts only when it is worked; latencies are of the updates that were due meanwhile.
 */
export async function measureWebhooks(
  rig: Rig,
  underTest: RunningProcess,
  load: WebhookLoad,
): Promise<WebhookMeasurement> {
  await rig.api.reset();
  const turnMs = load.seconds * 1_000;
  const spec = { ratePerSecond: 0, ...load, port: underTest.port, durationMs: warmUpMs + turnMs, firstIndex: 0 };
  const [result, before, after] = await Promise.all([
    rig.load(spec),
    sleep(warmUpMs).then(() => readCosts(rig, underTest)),
    sleep(warmUpMs + turnMs).then(() => readCosts(rig, underTest)),
  ]);
  await untilAnswered(rig, [result]);
  const answered = await readAnswers(rig, result, 0);
  const isWithin = (atMs = 0): boolean => atMs >= before.atMs && atMs < after.atMs;
  const isDue = (_: number, place: number): boolean => isWithin(result.dueAtMs[place]);
  const latenciesMs = answered.latenciesMs.filter(isDue);
  const count = answered.atMs.filter((atMs) => isWithin(atMs)).length;
  const usOf = (cost: 'cpuMs' | 'databaseCpuMs' | 'rigCpuMs'): number => ((after[cost] - before[cost]) * 1_000) / count;
  return {
    metrics: {
      updatesPerSecond: count / ((after.atMs - before.atMs) / 1_000),
      answerP50Ms: quantile(latenciesMs, 0.5),
      answerP99Ms: quantile(latenciesMs, 0.99),
      ackP99Ms: quantile(latencies(result, result.ackedAtMs).filter(isDue), 0.99),
      cpuUsPerUpdate: usOf('cpuMs'),
      databaseCpuUsPerUpdate: usOf('databaseCpuMs'),
      rigCpuUsPerUpdate: usOf('rigCpuMs'),
      memoryMb: underTest.usage().memoryMb,
      inlineShare: result.inlineAtMs.filter((at) => isWithin(at)).length / count,
    },
    problems: answered.problems,
    distinct: result.dueAtMs.length,
  };
}

async function readCosts(rig: Rig, underTest: RunningProcess) {
  const postgres = await rig.postgres();
  const cpuMs = readCpuMs(underTest.pid);
  return { atMs: monotonicMs(), cpuMs, databaseCpuMs: postgres.cpuMs(), rigCpuMs: rig.cpuMs() };
}

/** When the updates of a load were answered, and what was wrong with it. */
export async function readAnswers(rig: Rig, result: LoadResult, firstIndex: number): Promise<Answered> {
  const { answeredAtMs, times } = await rig.api.answers(firstIndex, result.dueAtMs.length);
  const atMs = answeredAtMs.map((at, place) => result.inlineAtMs[place] || at);
  const unanswered = atMs.filter((at) => at === 0).length;
  const repeated = times.filter((count) => count > 1).length;
  return {
    atMs,
    latenciesMs: latencies(result, atMs),
    problems: [
      ...loadProblems(result),
      ...(unanswered > 0 ? [`${unanswered} updates were never answered`] : []),
      ...(repeated > 0 ? [`${repeated} updates were answered twice`] : []),
    ],
  };
}

/** Waits until every update of the loads is answered; gives up quietly, as the counts say it. */
export async function untilAnswered(rig: Rig, loads: readonly LoadResult[]): Promise<void> {
  const count = loads.reduce((sum, load) => sum + load.inlineAtMs.filter((at) => at === 0).length, 0);
  const givesUpAt = performance.now() + drainWithinMs;
  while ((await rig.api.progress()).answered < count && performance.now() < givesUpAt) await sleep(20);
}

function latencies(result: LoadResult, atMs: Float64Array): Float64Array {
  return atMs.map((at, place) => (at === 0 ? drainWithinMs : at - (result.dueAtMs[place] ?? 0)));
}

/** Everything but 200 at the first try. */
export function loadProblems(result: LoadResult): string[] {
  const refused = Object.entries(result.statuses).filter(([status]) => status !== '200');
  return [
    ...refused.map(([status, count]) => `${count} requests ended with ${status === '0' ? 'no answer' : status}`),
    ...(result.lost > 0 ? [`${result.lost} updates were never acknowledged`] : []),
  ];
}
