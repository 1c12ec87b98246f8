import { connectDatabase } from '@dovecote/db/client';
import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { createLogger } from '@dovecote/observability/logger';
import { startSandboxServer } from '@dovecote/sandbox/start-sandbox-server';
import { PostgresSandboxStore } from '@dovecote/sandbox/store/postgres-sandbox-store';
import { readEnv } from './env';

const endWithinMs = 5_000;

const env = readEnv();
const logger = createLogger({ name: 'sandbox', level: env.LOG_LEVEL });
await migrateDatabase(env.DATABASE_URL, findMigrations(import.meta.dirname));
const database = connectDatabase({
  url: env.DATABASE_URL,
  applicationName: 'dovecote-sandbox',
  onPoolError: (error) => logger.warn({ err: error }, 'a database connection broke'),
});

const server = await startSandboxServer({
  host: env.HOST,
  port: env.SANDBOX_PORT,
  controlToken: env.SANDBOX_CONTROL_TOKEN,
  store: new PostgresSandboxStore(database.db),
  allowLoopbackWebhooks: env.SANDBOX_LOOPBACK_WEBHOOKS === 'on',
  onError: (error) => logger.error({ err: error }, 'a request failed'),
});
logger.info({ host: env.HOST, port: server.port }, 'the sandbox listens');

let isEnding = false;

async function end(reason: string): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  logger.info({ reason }, 'the sandbox ends');
  setTimeout(() => process.exit(0), endWithinMs).unref();
  await server.close();
  await database.close();
  process.exit(0);
}

for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(event, () => {
    end(event).catch((error: unknown) => {
      logger.error({ err: error }, 'the sandbox did not end cleanly');
      process.exit(1);
    });
  });
}

process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));

// Whoever started us may be gone already; the callback takes that failure.
process.send?.({ type: 'ready', port: server.port }, undefined, undefined, () => undefined);
