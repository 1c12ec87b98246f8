import { setFlagsFromString } from 'node:v8';

const lookEveryMs = 1_000;
/** From so many updates a second on there is much to do. */
const busyFrom = 100;
/** How far the heap may grow past what is alive before it is collected, in percent; 0 for V8's own sums. */
const growthPercent = { thrifty: 15, generous: 0 };

export interface HeapPolicy {
  noteUpdate(): void;
  stop(): void;
}

/**
 * From now on, and whenever little is to do, the heap stays near what is alive: of thousands of idle bots V8 would keep
 * as much again in garbage. Call it before anything is allocated.
 */
export function keepHeapSmall(): void {
  setGrowth('thrifty');
}

/** While many updates come, V8 has its own way: then each collection costs updates. */
export function growHeapForUpdates(): HeapPolicy {
  let updates = 0;
  let mode: keyof typeof growthPercent = 'thrifty';
  const timer = setInterval(() => {
    const wanted = (updates * 1_000) / lookEveryMs >= busyFrom ? 'generous' : 'thrifty';
    updates = 0;
    if (wanted === mode) return;
    mode = wanted;
    setGrowth(mode);
  }, lookEveryMs);
  timer.unref();
  return {
    noteUpdate() {
      updates += 1;
    },
    stop: () => clearInterval(timer),
  };
}

function setGrowth(mode: keyof typeof growthPercent): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent[mode]}`);
}
