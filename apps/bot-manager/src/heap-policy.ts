import { setFlagsFromString } from 'node:v8';

const lookEveryMs = 1_000;
/** From so many updates and broadcast calls between two looks on there is much to do. */
const busyFrom = 100;
/** A smaller heap has little to save, in bytes. */
const largeFrom = 96 * 1024 * 1024;
/** How far the heap may grow past what is alive before it is collected, in percent; 0 for V8's own sums. */
const growthPercent = { thrifty: 15, generous: 0 };

export interface HeapPolicy {
  /** An update is handled, or a call of a broadcast made. */
  noteWork(): void;
  stop(): void;
}

/**
 * While much is done, or the heap is small, V8 has its own way: each collection costs updates. Else the heap stays near
 * what is alive: of thousands of idle bots V8 would keep as much again in garbage.
 */
export function growHeapForWork(): HeapPolicy {
  let works = 0;
  let mode: keyof typeof growthPercent = 'generous';
  const timer = setInterval(() => {
    const isBusy = works >= busyFrom;
    const wanted = isBusy || process.memoryUsage().heapTotal < largeFrom ? 'generous' : 'thrifty';
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
