let waiting: (() => void)[] = [];

/**
 * Runs `write` when the event loop has done what it had at hand, together with everything else that was put off. Sockets
 * written one after another wake a reader on this machine once; written one now and one then, each of them does, and
 * that costs more than all of our own work on an update.
 */
export function atTurnEnd(write: () => void): void {
  if (waiting.push(write) === 1) setImmediate(writeAll);
}

function writeAll(): void {
  const writes = waiting;
  waiting = [];
  let done = 0;
  try {
    for (const write of writes) {
      done += 1;
      write();
    }
  } finally {
    // One that throws takes nobody else's with it.
    for (const write of writes.slice(done)) atTurnEnd(write);
  }
}
