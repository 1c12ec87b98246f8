import { BotHost } from '@dovecote/bot-runtime/bot-host';
import { foldMinuteCounts } from '@dovecote/bot-runtime/fold-minute-counts';
import { registerProcess } from '@dovecote/bot-runtime/processes';
import { UnhostedBots } from '@dovecote/bot-runtime/unhosted-bots';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import type { PlatformModel } from '@dovecote/modules/kit/task';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import type { Logger } from '@dovecote/observability/logger';
import { createMetrics } from '@dovecote/observability/metrics';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import { openJobQueue } from '@dovecote/queue/job-queue';
import { createBalanceMetrics } from '@dovecote/services/bots/balance-metrics';
import { composeServices } from '@dovecote/services/compose-services';
import { systemContext } from '@dovecote/services/service-context';
import { WebhookCourier } from '@dovecote/services/webhooks/webhook-courier';
import { z } from 'zod';
import type { BotManagerEnv } from './env';
import { type LoopLag, watchLoopLag } from './health/loop-lag';
import { growHeapForWork } from './heap-policy';
import { findUnseen } from './ingress/find-unseen';
import { startServer } from './ingress/start-server';
import { createJobHandlers, retentionSchedule } from './jobs/job-handlers';
import { ensureSchedule, tick } from './jobs/tick';
import { managerSettings } from './manager-settings';
import { openDatabases } from './open-databases';
import { keepLease } from './reconcile/keep-lease';
import { listen } from './reconcile/listen';
import { createActivityNotes } from './reconcile/note-activity';
import { ownAddress } from './reconcile/own-address';
import { startReconciler } from './reconcile/reconciler';
import { createStatusReports } from './reconcile/status-reports';
import { repeat } from './repeat';
import { noteHandling } from './watchdog/handling-note';

const updatesInFlightMax = 512;
const updatesInFlightPerWorkspaceMax = 64;
const updatesInFlightBesideOthersMax = 8;
const handlerBudgetMs = 5_000;
const driftCheckMs = 55_000;
const memoryBytesMax = 256 * 1024 * 1024;
const unseenEveryMs = 1_000;
const foldEveryMs = 2_000;
const shareEveryMs = 2_000;
const inlineEveryMs = 15_000;
const closedEveryMs = 5_000;
const tickEveryMs = 1_000;
const webhooksEveryMs = 1_000;
const retentionEverySeconds = 3_600;

export interface BotManager {
  port: number;
  hostedBots(): number;
  /** Drains what started and hands the rest on; safe to call once. */
  close(): Promise<void>;
}

export interface BotManagerOptions {
  /** What bots may do; all modules of the product if not given. */
  modules?: readonly RuntimeModule[];
  /** How long a handler may take for one update. */
  handlerBudgetMs?: number;
  /** How long a webhook that somebody else changed may stay unseen. */
  driftCheckMs?: number;
  /** The time, so that days can be simulated; the machine's if not given. */
  clock?: () => Date;
  /** How often due work of modules is looked for. */
  workEveryMs?: number;
}

/** Wires one bot-manager process: lease, bots, webhooks and jobs. */
export async function startBotManager(
  env: BotManagerEnv,
  logger: Logger,
  onLeaseLost: () => void,
  options: BotManagerOptions = {},
): Promise<BotManager> {
  const opened = await openDatabases(env.DATABASE_URL, logger);
  const { db } = opened.platform;
  const composed = composeServices(managerSettings(env), {
    databases: opened.tenants,
    logger,
    passwordHasher: noPasswords,
    clock: options.clock,
  });
  const { services } = composed;
  const ctx = systemContext(services, 'bot-manager');
  const metrics = createMetrics({ app: 'bot-manager' });
  const quarantined = metrics.counter({
    name: 'dovecote_quarantined_total',
    help: 'Webhook bodies that were no updates',
  });

  const lease = await registerProcess(env.DATABASE_URL);
  let isDraining = false;
  const keeper = keepLease(lease, logger, onLeaseLost);
  const isReady = () => keeper.isValid() && !isDraining;

  const activity = createActivityNotes(db, logger);
  const statuses = createStatusReports(ctx);
  const load = watchLoopLag();
  const heap = growHeapForWork();
  const host = new BotHost({
    db: opened.runtime.db,
    vault: services.vault,
    modules: options.modules ?? runtimeModules,
    transport: services.telegram,
    processId: lease.processId,
    clock: services.clock,
    logger,
    publicUrl: services.settings.publicUrl,
    maxConcurrent: updatesInFlightMax,
    maxConcurrentPerWorkspace: updatesInFlightPerWorkspaceMax,
    maxConcurrentBesideOthers: updatesInFlightBesideOthersMax,
    handlerBudgetMs: options.handlerBudgetMs ?? handlerBudgetMs,
    memoryBytesMax,
    driftCheckMs: options.driftCheckMs ?? driftCheckMs,
    fetch: services.outbound.streaming,
    platformModel: readPlatformModel(env),
    isOverloaded: load.isOverloaded,
    isLeaseValid: () => keeper.isValid(),
    onBulkCall: heap.noteWork,
    onHandling(botId, updateId) {
      heap.noteWork();
      return noteHandling(botId, updateId);
    },
    onStatus: (record, status, cause) => statuses.report(record, status, cause),
    onActivity: (record) => activity.note(record),
  });
  keeper.onChange((isValid) => {
    logger.warn(isValid ? 'the lease runs again; nobody took the bots' : 'the lease lapsed: the bots rest');
    if (!isValid) host.cutPolls();
  });
  gaugeHost(metrics, host, load);
  const balance = createBalanceMetrics(metrics, db, logger);

  const queue = await openJobQueue({ databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL ?? null }, logger);
  queue.work(createJobHandlers(ctx, opened.jobs.db));
  await ensureSchedule(db, retentionSchedule, retentionEverySeconds, services.clock());
  const webhooks = new WebhookCourier(ctx);
  const { processId } = lease;
  const server = await startServer({
    db,
    host,
    processId,
    unhosted: new UnhostedBots(db, services.vault),
    clock: services.clock,
    metrics,
    beforeMetrics: () => balance.refresh(),
    isReady,
    onQuarantined: () => quarantined.inc(),
    onRefused: warnSeldom(logger, 'deliveries are refused; their senders keep them'),
    hostname: env.HOST,
    port: env.BOT_MANAGER_PORT,
    logger,
  });
  await lease.announce(ownAddress(env.HOST, server.port));
  const reconciler = await startReconciler({ db, databaseUrl: env.DATABASE_URL, host, processId, keeper, logger });
  const findUnseenNow = () => findUnseen(db, host, processId);
  const loops: [everyMs: number, run: () => Promise<void>, trouble: string][] = [
    [tickEveryMs, () => tick(db, queue, services.clock()), 'due work could not be handed out'],
    [foldEveryMs, () => foldMinuteCounts(db), 'counts could not be folded into their minutes; they are kept'],
    [options.workEveryMs ?? tickEveryMs, () => host.work.look(), 'due work of modules could not be handed out'],
    [webhooksEveryMs, () => webhooks.look(), 'due webhooks could not be looked up'],
    [unseenEveryMs, findUnseenNow, 'the journal could not be compared'],
    [shareEveryMs, () => host.sharePaces(), 'the parts of shared plans could not be read'],
    [inlineEveryMs, () => host.recoverInline(), 'handed-over calls could not be looked after'],
    [closedEveryMs, () => host.noteClosedCalls(), 'which calls are closed could not be noted'],
  ];
  const stops = loops.map(([everyMs, run, trouble]) => repeat(run, everyMs, warnSeldom(logger, trouble)));
  const notices = await listen({
    databaseUrl: env.DATABASE_URL,
    applicationName: 'dovecote-updates',
    channels: ['dovecote_updates', 'dovecote_broadcasts'],
    onNotice: (channel, payload) => {
      if (channel === 'dovecote_updates') reloadNamed(host, payload);
      else if (host.find(payload)) void host.broadcasts.look();
    },
    onReturn: () => void findUnseenNow().catch(() => undefined),
    logger,
  });
  host.broadcasts.start();

  return {
    port: server.port,
    hostedBots: () => host.counts.bots,
    async close() {
      isDraining = true;
      await lease.drain().catch(() => undefined);
      await reconciler.leave();
      await reconciler.close();
      await Promise.all([host.close(), ...stops.map((stop) => stop())]);
      keeper.stop();
      load.stop();
      heap.stop();
      await notices.close();
      statuses.close();
      await activity.stop();
      await Promise.race([
        Promise.all([server.close(), queue.close(), webhooks.settle()]),
        new Promise((resolve) => setTimeout(resolve, 3_000)),
      ]);
      await lease.release();
      await composed.close();
      await opened.close();
    },
  };
}

function readPlatformModel(env: BotManagerEnv): PlatformModel | null {
  const { LLM_BASE_URL: url, LLM_API_KEY: apiKey = '', LLM_MODEL: model } = env;
  return url === undefined || model === undefined ? null : { url, apiKey, model };
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

function gaugeHost(metrics: ReturnType<typeof createMetrics>, host: BotHost, load: LoopLag): void {
  const bots = metrics.gauge({ name: 'dovecote_bots_hosted', help: 'Bots this process holds' });
  const inFlight = metrics.gauge({ name: 'dovecote_updates_in_flight', help: 'Updates being handled' });
  const memory = metrics.gauge({ name: 'dovecote_updates_memory_bytes', help: 'Updates held in memory' });
  const lag = metrics.gauge({ name: 'dovecote_event_loop_lag_seconds', help: 'How late the event loop is' });
  setInterval(() => {
    memory.set(host.counts.memoryBytes);
    lag.set(load.lagMs() / 1000);
    bots.set(host.counts.bots);
    inFlight.set(host.counts.inFlight);
  }, 1_000).unref();
}

/** The bots of a notice from another process, or of a replay. */
function reloadNamed(host: BotHost, payload: string): void {
  const { botIds } = updatesNotice.catch({ botIds: [] }).parse(parseJson(payload));
  for (const botId of botIds) host.find(botId)?.intake.reload();
}

const updatesNotice = z.object({ botIds: z.array(z.string()) });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
