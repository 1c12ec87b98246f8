import { setTimeout as sleep } from 'node:timers/promises';
import { isPassingFailure } from '@dovecote/bot-runtime/is-passing-failure';
import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { createLogger, type Logger } from '@dovecote/observability/logger';
import { readEnv } from './env';
import { type BotManager, type BotManagerOptions, startBotManager } from './start-bot-manager';
import { startWatchdog } from './watchdog/start-watchdog';

/** Whoever asked waits ten seconds, and has the database to stop after us. */
const endWithinMs = 8_000;
const databaseRetryMs = 250;

/** Runs this process's bot-manager until it is asked to end. */
export async function runBotManager(options: BotManagerOptions = {}): Promise<void> {
  const env = readEnv();
  const logger = createLogger({ name: 'bot-manager', level: env.LOG_LEVEL });
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
  const [watchdog] = await Promise.all([
    startWatchdog({ entry: watchdogThread(), databaseUrl: env.DATABASE_URL, logger }),
    untilDatabaseAnswers(logger, () => migrateDatabase(env.DATABASE_URL, findMigrations(import.meta.dirname))),
  ]);
  const manager = await startBotManager(env, logger, () => startAfresh(logger), options);
  logger.info({ port: manager.port }, 'the bot-manager listens');
  endOnRequest(manager, watchdog, logger);
  process.on('message', (message) => {
    if (message === 'ping') process.send?.('pong', undefined, undefined, () => undefined);
  });
  // Whoever started us may be gone already; the callback takes that failure.
  process.send?.({ type: 'ready', port: manager.port }, undefined, undefined, () => undefined);
}

/**
 * The thread's own file, beside this one or beside the bundle: the manager's would fill the thread's memory with a program
 * it never runs.
 */
function watchdogThread(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './watchdog/watchdog-thread.ts' : './watchdog-thread.mjs', import.meta.url);
}

/** A start while the database is away waits for it: an end would only be followed by the next start. */
async function untilDatabaseAnswers(logger: Logger, start: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (!isPassingFailure(error)) throw error;
      if (attempt === 0) logger.warn({ err: error }, 'the database does not answer yet; waiting for it');
      await sleep(databaseRetryMs);
    }
  }
}

/** Others buried this process and hold its bots, so nothing more may be sent or written: not even a farewell. */
function startAfresh(logger: Logger): never {
  logger.error('the lease is lost; the process starts afresh');
  process.exit(1);
}

function endOnRequest(manager: BotManager, watchdog: { stop(): Promise<void> }, logger: Logger): void {
  let isEnding = false;
  /** Stops taking, drains or hands on, and exits; what is not drained in time is the next holder's, as after a crash. */
  const end = async (reason: string): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    logger.info({ reason }, 'the bot-manager ends');
    setTimeout(() => {
      logger.warn('not everything was drained in time; whoever holds the bots next goes on with it');
      process.exit(0);
    }, endWithinMs).unref();
    await manager.close();
    await watchdog.stop();
    process.exit(0);
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
    process.on(event, () => {
      end(event).catch((error: unknown) => {
        logger.error({ err: error }, 'the bot-manager did not end cleanly');
        process.exit(1);
      });
    });
  }
}
