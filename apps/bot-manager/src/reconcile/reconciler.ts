import type { BotHost } from '@dovecote/bot-runtime/bot-host';
import { handOverChannel } from '@dovecote/bot-runtime/give-bots';
import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import { sql } from 'drizzle-orm';
import { HandOver } from './hand-over';
import type { LeaseKeeper, Members } from './keep-lease';
import { listen } from './listen';
import { Placement } from './placement';
import { findLeftWebhooks, findOrphansOf, findUnheld, readShare, readShareDigest, sortByNeed } from './share';

const sweepEveryMs = 5_000;
/** Digests are only nearly sure. */
const fullSweepEvery = 12;
const botsChannel = 'dovecote_bots';
const idsPerNotice = 100;
/** Their reads go together. */
const syncsAtOnce = 128;
/** Longer than a lease. */
const inheritWithinMs = 15_000;
/** One process of the fleet looks for bots nobody holds: the one this name belongs to. */
const sweeperKey = 'sweeper';

export interface ReconcilerOptions {
  db: Db;
  databaseUrl: string;
  host: BotHost;
  processId: string;
  keeper: LeaseKeeper;
  logger: Logger;
}

export interface Reconciler {
  /** Hands every bot to the processes that go on; what nobody takes stays. Nothing is taken after this call. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps the hosted bots in line with their rows and with who should hold them: at start, on a notification, when a
 * process comes or goes, and on a timer, so that a lost notification costs seconds and never correctness.
 */
export async function startReconciler(options: ReconcilerOptions): Promise<Reconciler> {
  const { db, host, keeper, processId, logger } = options;
  const placement = new Placement(processId);
  const handOver = new HandOver({ db, host, processId, placement });
  /** Bots whose holder's row names this process, hosted or stopped, as the last full look found them. */
  let held = new Set<string>();
  /** Processes that went lately. */
  const goneAtMs = new Map<string, number>();
  let isLeaving = false;
  let sweeps = 0;
  let sweeping: Promise<void> | null = null;

  const warn = (what: string) => (error: unknown) => logger.warn({ err: error }, what);

  const syncAll = async (botIds: readonly string[]): Promise<void> => {
    const waiting = [...botIds].reverse();
    const next = async (): Promise<void> => {
      for (let botId = waiting.pop(); botId !== undefined && !isLeaving; botId = waiting.pop()) await host.sync(botId);
    };
    await Promise.all(Array.from({ length: Math.min(syncsAtOnce, waiting.length) }, next));
  };

  /** Brings what this process holds in line with what it hosts. */
  const sweepShare = async (): Promise<void> => {
    const hosted = host.revisions();
    const isFull = sweeps % fullSweepEvery === 0;
    sweeps += 1;
    if (!isFull) {
      const digest = await readShareDigest(db, processId);
      const revisions = [...hosted.values()].reduce((sum, revision) => sum + revision, 0);
      if (digest.count === hosted.size && digest.revisions === revisions) return;
    }
    const share = await readShare(db, processId);
    const changed = share.filter((row) => {
      if (!row.isWanted) return hosted.has(row.id);
      return (hosted.get(row.id) ?? host.refusedRevision(row.id)) !== row.revision;
    });
    held = new Set(share.map((row) => row.id));
    const lost = [...hosted.keys()].filter((botId) => !held.has(botId));
    // Another process holds it, or it is gone; a bot that is neither opens again.
    for (const botId of lost) await host.handOver(botId, async () => false);
    await syncAll(changed.map((row) => row.id));
  };

  /** Finds bots nobody holds and sees that they come to whom they belong. */
  const sweepFleet = async (): Promise<void> => {
    if (!placement.isMine(sweeperKey)) return;
    const [unheld, left] = [await findUnheld(db), await findLeftWebhooks(db)];
    // Not awaited: a Telegram that hangs there must not keep the bots that shall run waiting.
    void syncAll(left);
    const others = unheld.filter((botId) => !placement.isMine(botId));
    for (let from = 0; from < others.length; from += idsPerNotice) {
      const payload = others.slice(from, from + idsPerNotice).join(',');
      await db.execute(sql`select pg_notify(${botsChannel}, ${payload})`);
    }
    await syncAll(unheld.filter((botId) => placement.isMine(botId)));
  };

  const sweep = (): Promise<void> => {
    sweeping ??= sweepShare()
      .then(sweepFleet)
      .finally(() => {
        sweeping = null;
      });
    return sweeping;
  };

  const takeOrphans = async (): Promise<void> => {
    const orphans = await findOrphansOf(db, [...goneAtMs.keys()]);
    const mine = orphans.filter((botId) => placement.isMine(botId));
    if (mine.length > 0) await syncAll(await sortByNeed(db, mine));
  };

  const onLook = ({ all, gone }: Members): void => {
    if (isLeaving) return;
    const hasMoved = placement.update(all);
    const nowMs = performance.now();
    for (const id of gone) goneAtMs.set(id, nowMs);
    for (const [id, atMs] of goneAtMs) if (nowMs - atMs > inheritWithinMs) goneAtMs.delete(id);
    // The heir may have stopped too: whoever comes next in line notices by the change of places.
    if (gone.length > 0 || (hasMoved && goneAtMs.size > 0))
      takeOrphans().catch(warn('the bots of a dead process could not be taken'));
    if (hasMoved) handOver.moveMisplaced().catch(warn('bots could not be handed over'));
  };

  const onNotice = (channel: string, payload: string): void => {
    if (isLeaving) return;
    if (channel === handOverChannel) {
      const [toId, botIds = ''] = payload.split(' ');
      if (toId === processId) void syncAll(botIds.split(','));
      return;
    }
    const concerned = payload
      .split(',')
      .filter((botId) => host.find(botId) !== undefined || held.has(botId) || placement.isMine(botId));
    void syncAll(concerned);
  };

  keeper.onLook(onLook);
  const listener = await listen({
    databaseUrl: options.databaseUrl,
    applicationName: 'dovecote-reconciler',
    channels: [botsChannel, handOverChannel],
    onNotice,
    onReturn: () => void sweep().catch(warn('the bots could not be compared with their rows')),
    logger,
  });
  await keeper.lookNow();
  await sweep();
  const timer = setInterval(() => {
    sweep()
      .then(() => handOver.moveMisplaced())
      .catch(warn('the bots could not be compared with their rows'));
  }, sweepEveryMs);

  return {
    async leave() {
      isLeaving = true;
      clearInterval(timer);
      placement.leave(keeper.members());
      await sweeping?.catch(() => undefined);
      await handOver.moveAll().catch(warn('bots could not be handed over'));
    },
    async close() {
      isLeaving = true;
      clearInterval(timer);
      await sweeping?.catch(() => undefined);
      await handOver.stop().catch(() => undefined);
      await listener.close();
    },
  };
}
