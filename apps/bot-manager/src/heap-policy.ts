import { setFlagsFromString } from 'node:v8';

const lookEveryMs = 1_000;
/** From so many updates and broadcast calls a second on there is much to do. */
const busyFrom = 100;
/** How far the heap may grow past what is alive before it is collected, in percent; 0 for V8's own sums. */
const growthPercent = { thrifty: 15, generous: 0 };

export interface HeapPolicy {
  /** An update is handled, or a call of a broadcast made. */
  noteWork(): void;
  stop(): void;
}

/**
 * From now on, and whenever little is to do, the heap stays near what is alive: of thousands of idle bots V8 would keep
 * as much again in garbage. Call it before anything is allocated.
 */
export function keepHeapSmall(): void {
  setGrowth('thrifty');
}

/** While much is done, V8 has its own way: then each collection costs updates. */
export function growHeapForWork(): HeapPolicy {
  let works = 0;
  let mode: keyof typeof growthPercent = 'thrifty';
  const timer = setInterval(() => {
    const wanted = (works * 1_000) / lookEveryMs >= busyFrom ? 'generous' : 'thrifty';
    works = 0;
    if (wanted === mode) return;
    mode = wanted;
    setGrowth(mode);
  }, lookEveryMs);
  timer.unref();
  return {
    noteWork() {
      works += 1;
    },
    stop: () => clearInterval(timer),
  };
}

function setGrowth(mode: keyof typeof growthPercent): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent[mode]}`);
}
