/** People waiting for something to change; a wake lets all of them look again. */
export class Waiters {
  private readonly wakes = new Set<() => void>();

  wake(): void {
    for (const wake of [...this.wakes]) wake();
  }

  /** Settles at the next wake, after `timeoutMs`, or when the signal aborts. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.wakes.delete(end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, timeoutMs));
      this.wakes.add(end);
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    });
  }
}
