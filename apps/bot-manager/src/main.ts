import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { createLogger } from '@dovecote/observability/logger';
import { readEnv } from './env';
import { startBotManager } from './start-bot-manager';

const endWithinMs = 10_000;

const env = readEnv();
const logger = createLogger({ name: 'bot-manager', level: env.LOG_LEVEL });
await migrateDatabase(env.DATABASE_URL, findMigrations(import.meta.dirname));
const manager = await startBotManager(env, logger, () => void end('lease lost'));
logger.info({ port: manager.port }, 'the bot-manager listens');

let isEnding = false;

/** Stops taking, drains or leaves the rest to the next process, and exits; never later than ten seconds. */
async function end(reason: string): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  logger.info({ reason }, 'the bot-manager ends');
  setTimeout(() => process.exit(reason === 'lease lost' ? 1 : 0), endWithinMs).unref();
  await manager.close();
  process.exit(reason === 'lease lost' ? 1 : 0);
}

for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(event, () => {
    end(event).catch((error: unknown) => {
      logger.error({ err: error }, 'the bot-manager did not end cleanly');
      process.exit(1);
    });
  });
}

process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));

// Whoever started us may be gone already; the callback takes that failure.
process.send?.({ type: 'ready', port: manager.port }, undefined, undefined, () => undefined);
