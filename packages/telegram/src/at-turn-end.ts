let waiting: (() => void)[] = [];

/**
 * Runs `write` when the event loop has done what it had at hand, together with everything else that was put off. Sockets
 * written one after another wake a reader on this machine once; written one now and one then, each of them does, and
 * that costs more than all of our own work on an update. What `write` throws is an unhandled rejection, and the others
 * still run.
 */
export function atTurnEnd(write: () => void): void {
  if (waiting.push(write) === 1) setImmediate(writeAll);
}

function writeAll(): void {
  const writes = waiting;
  waiting = [];
  for (const write of writes) {
    try {
      write();
    } catch (error) {
      // Thrown here it would end the process, and take everybody else's with it.
      void Promise.reject(error);
    }
  }
}
