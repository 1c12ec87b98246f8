import { setFlagsFromString } from 'node:v8';

const lookEveryMs = 1_000;
/** From so many updates and broadcast calls between two looks on there is much to do. */
const busyFrom = 100;
const mb = 1024 * 1024;
/** A smaller heap has little to save, in bytes. */
const largeFrom = 96 * mb;
/** What may be thrown away before it is collected, in bytes, while much is done. */
const roomForWork = 128 * mb;
/** How far the heap may grow past what is alive before it is collected, in percent; 0 for V8's own sums. */
const thriftyPercent = 15;
const ownPercent = 0;
const mostPercent = 300;
/** What is alive is the least that a look has found; it may grow by so much from look to look. */
const aliveGrowth = 1.05;

export interface HeapPolicy {
  /** An update is handled, or a call of a broadcast made. */
  noteWork(): void;
  stop(): void;
}

/**
 * While little is done a large heap stays near what is alive: of thousands of idle bots V8 would keep as much again in
 * garbage. While much is done it has room: each collection of the old generation holds every bot up for some 50 ms.
 */
export function growHeapForWork(): HeapPolicy {
  let works = 0;
  let alive = Number.POSITIVE_INFINITY;
  let percent = ownPercent;
  const timer = setInterval(() => {
    const { heapTotal, heapUsed } = process.memoryUsage();
    alive = Math.min(heapUsed, alive * aliveGrowth);
    const wanted = works >= busyFrom ? busyPercent(alive) : heapTotal < largeFrom ? ownPercent : thriftyPercent;
    works = 0;
    if (wanted === percent) return;
    percent = wanted;
    setFlagsFromString(`--heap-growing-percent=${percent}`);
  }, lookEveryMs);
  timer.unref();
  return {
    noteWork() {
      works += 1;
    },
    stop: () => clearInterval(timer),
  };
}

function busyPercent(alive: number): number {
  return Math.max(thriftyPercent, Math.min(mostPercent, Math.round((100 * roomForWork) / alive)));
}
