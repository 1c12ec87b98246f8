import { quantile } from './quantile';

export interface InFlightOptions {
  inFlight: number;
  seconds: number;
}

export interface InFlightResult {
  /** All that were done, warm-up included. */
  done: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const warmUpMs = 500;

/** Keeps so many pieces of work under way for the given time, after a short warm-up; `work` gets their numbers. */
export async function runInFlight(
  options: InFlightOptions,
  work: (index: number) => Promise<unknown>,
): Promise<InFlightResult> {
  const startedAt = performance.now();
  const measuredFrom = startedAt + warmUpMs;
  const endsAt = measuredFrom + options.seconds * 1_000;
  const latenciesMs: number[] = [];
  let next = 0;
  let lastEndedAt = measuredFrom;
  const worker = async (): Promise<void> => {
    for (let nowMs = performance.now(); nowMs < endsAt; ) {
      const began = nowMs;
      const index = next;
      next += 1;
      await work(index);
      nowMs = performance.now();
      if (began >= measuredFrom) {
        latenciesMs.push(nowMs - began);
        lastEndedAt = nowMs;
      }
    }
  };
  await Promise.all(Array.from({ length: options.inFlight }, worker));
  return {
    done: next,
    perSecond: latenciesMs.length / ((lastEndedAt - measuredFrom) / 1_000),
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}
