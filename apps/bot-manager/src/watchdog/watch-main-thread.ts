import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { connectDatabase } from '@dovecote/db/client';
import { createLogger } from '@dovecote/observability/logger';
import { type NotedUpdate, readNotes } from './handling-note';
import { recordHang } from './record-hang';

export interface WatchdogSettings {
  notes: SharedArrayBuffer;
  databaseUrl: string;
  logLevel: string;
  blockedMs: number;
}

const lookEveryMs = 250;
const recordWithinMs = 2_000;

/**
 * Runs in a thread of its own. When the main thread's event loop stands still for `blockedMs`, it names and records
 * what was being handled, then kills the process, because nothing gentler reaches a loop that is stuck.
 */
export async function watchMainThread(): Promise<never> {
  const { notes, databaseUrl, logLevel, blockedMs } = workerData as WatchdogSettings;
  const reader = readNotes(notes);
  let beat = reader.beat();
  let stillMs = 0;
  parentPort?.postMessage('watching');
  for (;;) {
    const beganMs = performance.now();
    await sleep(lookEveryMs);
    const passedMs = performance.now() - beganMs;
    // A pause of the whole machine or process is not the main thread's fault.
    const wasPaused = passedMs > lookEveryMs * 4;
    stillMs = reader.beat() === beat && !wasPaused ? stillMs + passedMs : 0;
    beat = reader.beat();
    if (stillMs >= blockedMs) await replace(reader.handling(), databaseUrl, logLevel, blockedMs);
  }
}

async function replace(
  handling: readonly NotedUpdate[],
  databaseUrl: string,
  logLevel: string,
  blockedMs: number,
): Promise<void> {
  // The usual way to standard output leads through the main thread.
  const destination = { write: (line: string) => void writeSync(1, line) };
  const logger = createLogger({ name: 'bot-manager-watchdog', level: logLevel, destination });
  logger.fatal({ handling, blockedMs }, 'the event loop stands still; the process is replaced');
  if (handling.length > 0) {
    const { db } = connectDatabase({
      url: databaseUrl,
      applicationName: 'dovecote-watchdog',
      connectionsMax: 1,
      onPoolError: () => undefined,
    });
    const recorded = recordHang(db, handling, blockedMs).catch((error: unknown) => {
      logger.error({ err: error }, 'the failed attempt could not be recorded');
      return null;
    });
    const state = await Promise.race([recorded, sleep(recordWithinMs, null)]);
    logger.fatal({ handling, state }, 'what kept the process busy was recorded');
  }
  process.kill(process.pid, 'SIGKILL');
}
