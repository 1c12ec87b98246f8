const everyMs = 50;
/** A loop this late has more to do than it can; below the lower bound it takes work again. */
const overloadedAtMs = 300;
const calmBelowMs = 60;

export interface LoopLag {
  isOverloaded(): boolean;
  lagMs(): number;
  stop(): void;
}

/** Watches how late the event loop is; while it is overloaded, nothing new is taken in. */
export function watchLoopLag(): LoopLag {
  let dueMs = performance.now() + everyMs;
  let lagMs = 0;
  let isOverloaded = false;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    lagMs = Math.max(0, nowMs - dueMs);
    dueMs = nowMs + everyMs;
    if (lagMs > overloadedAtMs) isOverloaded = true;
    else if (lagMs < calmBelowMs) isOverloaded = false;
  }, everyMs);
  timer.unref();
  return { isOverloaded: () => isOverloaded, lagMs: () => lagMs, stop: () => clearInterval(timer) };
}
