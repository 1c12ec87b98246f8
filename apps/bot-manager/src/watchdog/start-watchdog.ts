import { once } from 'node:events';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Logger } from '@dovecote/observability/logger';
import { noteBeat, sharedNotes } from './handling-note';
import type { WatchdogSettings } from './watch-main-thread';

const beatEveryMs = 200;
/** Longer than any garbage collection or burst; a handler that needs this long without a pause has gone wrong. */
const blockedMsDefault = 5_000;
/** Of what V8 lets the heap take: with this much taken, the rest goes within a second or two. */
const memoryShare = 0.9;

export interface WatchdogOptions {
  /** A file that calls `watchMainThread` when it runs in a worker thread. */
  entry: URL;
  databaseUrl: string;
  logger: Logger;
  blockedMs?: number;
}

/** Threads do not inherit tsx: sources are run through it by hand. */
function threadSource(entry: URL): { file: URL | string; isCode: boolean } {
  if (!entry.pathname.endsWith('.ts')) return { file: entry, isCode: false };
  const url = JSON.stringify(entry.href);
  return { file: `import('tsx/esm/api').then(({ tsImport }) => tsImport(${url}, ${url}))`, isCode: true };
}

/**
 * Watches this thread's event loop from another thread until `stop` is called. Resolves once it watches: the first
 * update that is handled may be the one that hangs.
 */
export async function startWatchdog(options: WatchdogOptions): Promise<{ stop(): Promise<void> }> {
  const { entry, databaseUrl, logger, blockedMs = blockedMsDefault } = options;
  const settings: WatchdogSettings = {
    notes: sharedNotes(),
    databaseUrl,
    logLevel: logger.level,
    blockedMs,
    memoryMax: memoryShare * getHeapStatistics().heap_size_limit,
  };
  const { file, isCode } = threadSource(entry);
  const worker = new Worker(file, {
    eval: isCode,
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
  });
  worker.on('error', (error) => logger.error({ err: error }, 'the watchdog ended; the event loop is unwatched'));
  await Promise.race([once(worker, 'message'), once(worker, 'exit')]);
  const timer = setInterval(noteBeat, beatEveryMs);
  timer.unref();
  worker.unref();
  return {
    async stop() {
      clearInterval(timer);
      await worker.terminate();
    },
  };
}
