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
  /** What the process may take before V8 ends it, in bytes. */
  memoryMax: number;
}

const lookEveryMs = 250;
const recordWithinMs = 2_000;
/** What a loop that stands still took meanwhile, in bytes: a collection or a busy machine takes nothing. */
const filledMin = 64 * 1024 * 1024;

/**
 * Runs in a thread of its own. When the main thread's event loop stands still for `blockedMs`, or for less while it
 * uses up the process's memory, it names and records what was being handled, then kills the process, because nothing
 * gentler reaches a loop that is stuck.
 */
export async function watchMainThread(): Promise<never> {
  const settings = workerData as WatchdogSettings;
  const { blockedMs, memoryMax } = settings;
  const reader = readNotes(settings.notes);
  let beat = reader.beat();
  let stillMs = 0;
  let memoryBefore = 0;
  parentPort?.postMessage('watching');
  for (;;) {
    const beganMs = performance.now();
    await sleep(lookEveryMs);
    const passedMs = performance.now() - beganMs;
    // A pause of the whole machine or process is not the main thread's fault.
    const wasPaused = passedMs > lookEveryMs * 4;
    stillMs = reader.beat() === beat && !wasPaused ? stillMs + passedMs : 0;
    beat = reader.beat();
    const memory = process.memoryUsage.rss();
    if (stillMs === 0) memoryBefore = memory;
    const isFilling = memory >= memoryMax && memory - memoryBefore >= filledMin;
    if (isFilling) await replace(reader.handling(), settings, 'used up the memory of its process');
    const isBlocked = stillMs >= blockedMs;
    const seconds = Math.round(blockedMs / 1_000);
    if (isBlocked) await replace(reader.handling(), settings, `kept the process busy for more than ${seconds} seconds`);
  }
}

async function replace(
  handling: readonly NotedUpdate[],
  { databaseUrl, logLevel }: WatchdogSettings,
  cause: string,
): Promise<void> {
  // The usual way to standard output leads through the main thread.
  const destination = { write: (line: string) => void writeSync(1, line) };
  const logger = createLogger({ name: 'bot-manager-watchdog', level: logLevel, destination });
  logger.fatal({ handling, cause }, 'the event loop stands still; the process is replaced');
  if (handling.length > 0) {
    const { db } = connectDatabase({
      url: databaseUrl,
      applicationName: 'dovecote-watchdog',
      connectionsMax: 1,
      onPoolError: () => undefined,
    });
    const recorded = recordHang(db, handling, cause).catch((error: unknown) => {
      logger.error({ err: error }, 'the failed attempt could not be recorded');
      return null;
    });
    const state = await Promise.race([recorded, sleep(recordWithinMs, null)]);
    logger.fatal({ handling, state }, 'what was being handled was recorded');
  }
  process.kill(process.pid, 'SIGKILL');
}
