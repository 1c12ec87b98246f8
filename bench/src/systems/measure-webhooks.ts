import { setTimeout as sleep } from 'node:timers/promises';
import type { Door, LoadResult } from '../rig/load';
import { quantile } from '../rig/quantile';
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
 * Drives a system under one load, waits until the last update is answered, and counts from when it was warm: in a steady
 * state, with connections and code as they are in one that has run for long. The rate is of updates that were answered:
 * what is acknowledged and left lying counts only when it is worked.
 */
export async function measureWebhooks(
  rig: Rig,
  underTest: RunningProcess,
  load: WebhookLoad,
): Promise<WebhookMeasurement> {
  await rig.api.reset();
  const durationMs = warmUpMs + load.seconds * 1_000;
  const [result, before] = await Promise.all([
    rig.load({ ratePerSecond: 0, ...load, port: underTest.port, durationMs, firstIndex: 0 }),
    sleep(warmUpMs).then(() => readCosts(rig, underTest)),
  ]);
  await untilAnswered(rig, [result]);
  const after = await readCosts(rig, underTest);
  const answered = await readAnswers(rig, result, 0);
  const steadyFromMs = result.startedAtMs + warmUpMs;
  const isSteady = (_: number, place: number): boolean => (result.dueAtMs[place] ?? 0) >= steadyFromMs;
  const atMs = answered.atMs.filter(isSteady);
  const latenciesMs = answered.latenciesMs.filter(isSteady);
  const count = atMs.length;
  const lastAtMs = atMs.reduce((last, at) => Math.max(last, at), 0);
  const usOf = (cost: keyof typeof before): number => ((after[cost] - before[cost]) * 1_000) / count;
  return {
    metrics: {
      updatesPerSecond: atMs.filter((at) => at > 0).length / ((lastAtMs - steadyFromMs) / 1_000),
      answerP50Ms: quantile(latenciesMs, 0.5),
      answerP99Ms: quantile(latenciesMs, 0.99),
      ackP99Ms: quantile(latencies(result, result.ackedAtMs).filter(isSteady), 0.99),
      cpuUsPerUpdate: usOf('cpuMs'),
      databaseCpuUsPerUpdate: usOf('databaseCpuMs'),
      rigCpuUsPerUpdate: usOf('rigCpuMs'),
      memoryMb: after.memoryMb,
      inlineShare: result.inlineAtMs.filter((at, place) => at > 0 && isSteady(at, place)).length / count,
    },
    problems: answered.problems,
    distinct: result.dueAtMs.length,
  };
}

async function readCosts(rig: Rig, underTest: RunningProcess) {
  const postgres = await rig.postgres();
  return { ...underTest.usage(), databaseCpuMs: postgres.cpuMs(), rigCpuMs: rig.cpuMs() };
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
