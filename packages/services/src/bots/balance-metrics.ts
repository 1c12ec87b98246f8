import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import type { Metrics } from '@dovecote/observability/metrics';
import { describeBalances } from './describe-balances';

export interface BalanceMetrics {
  /** Brings the gauges up to date, at most twice a minute; a database that is away leaves them as they were. */
  refresh(): Promise<void>;
}

const keptMs = 30_000;
/** A scrape waits no longer; the next one shows what was read meanwhile. */
const scrapeWaitMs = 2_000;

/** The balance of all journals for `/metrics`: totals by state, what waits, how long, and whether the sum comes out. */
export function createBalanceMetrics(metrics: Metrics, db: Db, logger: Logger): BalanceMetrics {
  const updates = metrics.gauge({
    name: 'dovecote_journal_updates',
    help: 'Updates of all bots: received = done + skipped + dead_lettered + waiting',
    labels: ['state'],
  });
  const oldest = metrics.gauge({
    name: 'dovecote_journal_oldest_wait_seconds',
    help: 'Age of the update that waits longest; 0 when none waits',
  });
  const balanced = metrics.gauge({
    name: 'dovecote_journal_balanced',
    help: '1 when the journal adds up to the unit, else 0',
  });
  const read = async (): Promise<void> => {
    const found = await describeBalances(db);
    updates.set({ state: 'received' }, found.received);
    updates.set({ state: 'done' }, found.done);
    updates.set({ state: 'skipped' }, found.skipped);
    updates.set({ state: 'dead_lettered' }, found.deadLettered);
    updates.set({ state: 'waiting' }, found.waiting);
    oldest.set(found.oldestWaitMs / 1000);
    const closed = found.done + found.skipped + found.deadLettered;
    balanced.set(found.received === closed + found.waiting ? 1 : 0);
  };
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  return {
    async refresh() {
      if (performance.now() - readAtMs < keptMs) return;
      reading ??= read()
        .then(() => {
          readAtMs = performance.now();
        })
        .catch((err: unknown) => logger.warn({ err }, 'the balance could not be read for the metrics'))
        .finally(() => {
          reading = null;
        });
      await Promise.race([reading, sleep(scrapeWaitMs, undefined, { ref: false })]);
    },
  };
}
