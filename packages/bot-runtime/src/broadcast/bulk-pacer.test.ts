import { expect, test } from 'vitest';
import { BulkPacer } from './bulk-pacer';

const callsMax = 30;

/** The same "random" numbers in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Ride {
  /** When each call reached Telegram. */
  arrivalsMs: number[];
  bulk: number;
}

/** Runs a pacer for so many seconds on a simulated clock; each call arrives somewhere between its start and its answer. */
function ride(options: { seconds: number; answerMsMax: number; repliesAtMs?: readonly number[] }): Ride {
  const random = createRandom(7);
  const pacer = new BulkPacer(0);
  const arrivalsMs: number[] = [];
  const ends: { atMs: number; end: () => void }[] = [];
  const replies = [...(options.repliesAtMs ?? [])];
  let bulk = 0;
  const call = (nowMs: number, isReply: boolean) => {
    const counted = pacer.begin(nowMs, isReply);
    const answerMs = random() * options.answerMsMax;
    arrivalsMs.push(nowMs + random() * answerMs);
    ends.push({ atMs: nowMs + answerMs, end: () => pacer.end(counted, nowMs + answerMs) });
  };
  for (let nowMs = 0; nowMs < options.seconds * 1_000; nowMs += 1) {
    for (const one of ends.filter(({ atMs }) => atMs <= nowMs)) {
      one.end();
      ends.splice(ends.indexOf(one), 1);
    }
    while ((replies[0] ?? Number.POSITIVE_INFINITY) <= nowMs) {
      replies.shift();
      call(nowMs, true);
    }
    for (let room = pacer.room(nowMs); room > 0; room -= 1) {
      call(nowMs, false);
      bulk += 1;
    }
  }
  return { arrivalsMs: arrivalsMs.sort((a, b) => a - b), bulk };
}

/** The most arrivals in any second, wherever it begins. */
function mostInASecond(timesMs: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [index, atMs] of timesMs.entries()) {
    while (atMs - (timesMs[first] ?? 0) >= 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

test.each([0, 3, 40, 240])(
  'no second at Telegram holds more than 30 calls, wherever it begins, with answers within %d ms',
  (answerMsMax) => {
    const { arrivalsMs, bulk } = ride({ seconds: 60, answerMsMax });
    expect(mostInASecond(arrivalsMs)).toBe(callsMax);
    // Of the sixty seconds the first only counts, and each call's place is taken until a second after its answer.
    expect(bulk).toBeGreaterThanOrEqual((59_000 / (1_000 + answerMsMax)) * callsMax);
  },
);

test('bulk leaves free what replies use, so that with them no second holds more than 30 calls', () => {
  const repliesAtMs = Array.from({ length: 290 }, (_, index) => 200 + index * 200);
  const { arrivalsMs, bulk } = ride({ seconds: 60, answerMsMax: 40, repliesAtMs });
  expect(arrivalsMs).toHaveLength(bulk + 290);
  expect(mostInASecond(arrivalsMs)).toBeLessThanOrEqual(callsMax);
  expect(bulk).toBeGreaterThan(20 * 59);
});

test('replies are never counted out: with the second full of them, bulk waits until it is not', () => {
  const pacer = new BulkPacer(0);
  for (let index = 0; index < 45; index += 1) pacer.end(pacer.begin(5_000, true), 5_010);
  expect(pacer.room(6_009)).toBe(0);
  // Ten places stay free for the next replies.
  expect([0, 100, 200].map((laterMs) => spend(pacer, 6_010 + laterMs))).toEqual([3, 3, 3]);
});

test('bulk starts evenly, not in bursts', () => {
  const pacer = new BulkPacer(0);
  let startedAtOnce = 0;
  for (let nowMs = 1_000; nowMs < 2_000; nowMs += 1) startedAtOnce = Math.max(startedAtOnce, spend(pacer, nowMs));
  expect(startedAtOnce).toBe(3);
});

test('what was called before it began to count is unknown, so nothing goes for a second', () => {
  const pacer = new BulkPacer(10_000);
  expect(pacer.room(10_999)).toBe(0);
  expect(pacer.room(11_000)).toBeGreaterThan(0);
});

test('a refused bot is taken for slower once, then its limit rises again to 30', () => {
  const pacer = new BulkPacer(0);
  pacer.slowDown(10_000);
  pacer.slowDown(10_500);
  const perSecond = (fromMs: number) => {
    let started = 0;
    for (let nowMs = fromMs; nowMs < fromMs + 1_000; nowMs += 1) started += spend(pacer, nowMs);
    return started;
  };
  expect(perSecond(10_600)).toBeLessThanOrEqual(22 + 1);
  expect(perSecond(20_000)).toBeGreaterThan(22);
  expect(perSecond(60_000)).toBe(callsMax);
});

/** Starts all that may start at this moment, and ends it at once. */
function spend(pacer: BulkPacer, nowMs: number): number {
  let started = 0;
  for (; pacer.room(nowMs) > 0; started += 1) pacer.end(pacer.begin(nowMs, false), nowMs);
  return started;
}
