import { BotHost } from '@dovecote/bot-runtime/bot-host';
import { registerProcess, removeDeadProcesses } from '@dovecote/bot-runtime/processes';
import { connectDatabase } from '@dovecote/db/client';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import type { Logger } from '@dovecote/observability/logger';
import { createMetrics } from '@dovecote/observability/metrics';
import { openJobQueue } from '@dovecote/queue/job-queue';
import { composeServices } from '@dovecote/services/compose-services';
import { systemContext } from '@dovecote/services/service-context';
import type { BotManagerEnv } from './env';
import { startServer } from './ingress/start-server';
import { createJobHandlers, retentionSchedule } from './jobs/job-handlers';
import { ensureSchedule, tick } from './jobs/tick';
import { keepLease } from './reconcile/keep-lease';
import { createActivityNotes } from './reconcile/note-activity';
import { startReconciler } from './reconcile/reconciler';
import { createStatusReports } from './reconcile/status-reports';

const updatesInFlightMax = 512;
const tickEveryMs = 1_000;
const retentionEverySeconds = 3_600;

export interface BotManager {
  port: number;
  hostedBots(): number;
  /** Drains what started and hands the rest on; safe to call once. */
  close(): Promise<void>;
}

/** Wires one bot-manager process: lease, bots, webhooks and jobs. */
export async function startBotManager(
  env: BotManagerEnv,
  logger: Logger,
  onLeaseLost: () => void,
): Promise<BotManager> {
  const database = connectDatabase({
    url: env.DATABASE_URL,
    applicationName: 'dovecote-bot-manager',
    connectionsMax: 12,
    onPoolError: (error) => logger.warn({ err: error }, 'a database connection broke'),
  });
  const { db } = database;
  const composed = composeServices(composeSettings(env), { db, logger, passwordHasher: noPasswords });
  const { services } = composed;
  const ctx = systemContext(services, 'bot-manager');
  const metrics = createMetrics({ app: 'bot-manager' });
  const quarantined = metrics.counter({
    name: 'dovecote_quarantined_total',
    help: 'Webhook bodies that were no updates',
  });

  const lease = await registerProcess(db, env.DATABASE_URL);
  await removeDeadProcesses(db, lease.processId);
  let isDraining = false;
  const keeper = keepLease(db, lease, logger, onLeaseLost);
  const isReady = () => keeper.isValid() && !isDraining;

  const activity = createActivityNotes(db, logger);
  const statuses = createStatusReports(ctx);
  const host = new BotHost({
    db,
    vault: services.vault,
    modules: runtimeModules,
    transport: services.telegram,
    processId: lease.processId,
    clock: services.clock,
    logger,
    publicUrl: services.settings.publicUrl,
    maxConcurrent: updatesInFlightMax,
    onStatus: (record, status, reason) => statuses.report(record, status, reason),
    onActivity: (record) => activity.note(record),
  });
  gaugeHost(metrics, host);

  const queue = await openJobQueue({ databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL ?? null }, logger);
  queue.work(createJobHandlers(ctx));
  await ensureSchedule(db, retentionSchedule, retentionEverySeconds, services.clock());
  const stopTicking = startTicking(() => tick(db, queue, services.clock()), logger);

  const reconciler = await startReconciler({ db, databaseUrl: env.DATABASE_URL, host, logger });
  const server = await startServer({
    db,
    vault: services.vault,
    host,
    metrics,
    isReady,
    onQuarantined: () => quarantined.inc(),
    hostname: env.HOST,
    port: env.BOT_MANAGER_PORT,
    logger,
  });

  return {
    port: server.port,
    hostedBots: () => host.counts.bots,
    async close() {
      isDraining = true;
      await reconciler.close();
      await Promise.all([host.close(), stopTicking()]);
      keeper.stop();
      statuses.close();
      await activity.stop();
      await Promise.race([
        Promise.all([server.close(), queue.close()]),
        new Promise((resolve) => setTimeout(resolve, 3_000)),
      ]);
      await lease.release();
      await composed.close();
      await database.close();
    },
  };
}

function composeSettings(env: BotManagerEnv) {
  return {
    telegramApiRoot: 'https://api.telegram.org',
    sandboxApiRoot: null,
    sandboxControlToken: null,
    publicUrl: env.PUBLIC_URL ?? null,
    signup: 'closed' as const,
    requireAdmin2fa: false,
    encryptionKeys: env.ENCRYPTION_KEYS,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? null,
  };
}

/** Nobody signs in here, so no verb that handles passwords can run here. */
const noPasswords = {
  hash: refusePasswords,
  verify: refusePasswords,
  findWeakness: refusePasswords,
};

function refusePasswords(): never {
  throw new Error('The bot-manager handles no passwords.');
}

function gaugeHost(metrics: ReturnType<typeof createMetrics>, host: BotHost): void {
  const bots = metrics.gauge({ name: 'dovecote_bots_hosted', help: 'Bots this process holds' });
  const inFlight = metrics.gauge({ name: 'dovecote_updates_in_flight', help: 'Updates being handled' });
  setInterval(() => {
    bots.set(host.counts.bots);
    inFlight.set(host.counts.inFlight);
  }, 1_000).unref();
}

function startTicking(run: () => Promise<void>, logger: Logger): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= run()
      .catch((error: unknown) => logger.warn({ err: error }, 'due work could not be handed out'))
      .finally(() => {
        running = null;
      });
  }, tickEveryMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
