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
/** What is alive is taken to grow by no more from look to look: mostly it is garbage that does. */
const aliveGrowth = 1.05;
/** How many times larger the young generation gets when much of it survives, up to what the process was started with. */
const youngGrowth = { idle: 1, busy: 2 };

export interface HeapPolicy {
  /** An update is handled, or a call of a broadcast made. */
  noteWork(): void;
  stop(): void;
}

/**
 * While little is done the heap stays near what is alive: of thousands of idle bots V8 would keep as much again in garbage,
 * and a large young generation besides, as starting them fills it. While much is done both generations have room: each
 * collection holds every bot up.
 */
export function growHeapForWork(): HeapPolicy {
  let works = 0;
  let alive = Number.POSITIVE_INFINITY;
  setYoungGrowth(youngGrowth.idle);
  const timer = setInterval(() => {
    const isBusy = works >= busyFrom;
    works = 0;
    const { heapTotal, heapUsed } = process.memoryUsage();
    alive = Math.min(heapUsed, alive * aliveGrowth);
    // After many bots came at once, what is alive is more than that; of what is in use it is half at least.
    const idlePercent = heapTotal < largeFrom ? ownPercent : thriftyPercent;
    setGrowth(isBusy ? busyPercent(Math.max(alive, heapUsed / 2)) : idlePercent);
    setYoungGrowth(isBusy ? youngGrowth.busy : youngGrowth.idle);
  }, lookEveryMs);
  timer.unref();
  return {
    noteWork() {
      works += 1;
    },
    stop: () => clearInterval(timer),
  };
}

function setGrowth(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/** Each thread that starts sets it back, and it is the process's. */
function setYoungGrowth(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

function busyPercent(alive: number): number {
  return Math.max(thriftyPercent, Math.min(mostPercent, Math.round((100 * roomForWork) / alive)));
}
