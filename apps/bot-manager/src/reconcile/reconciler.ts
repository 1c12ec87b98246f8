import type { BotHost } from '@dovecote/bot-runtime/bot-host';
import type { Db } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import type { Logger } from '@dovecote/observability/logger';
import pg from 'pg';

const sweepEveryMs = 5_000;
const reconnectMs = 1_000;

export interface ReconcilerOptions {
  db: Db;
  databaseUrl: string;
  host: BotHost;
  logger: Logger;
}

export interface Reconciler {
  /** Looks at every bot once. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps the hosted bots in line with their rows: at start, on a notification, and on a timer, so that a lost
 * notification costs seconds and never correctness.
 */
export async function startReconciler(options: ReconcilerOptions): Promise<Reconciler> {
  const { host, logger } = options;
  let isClosed = false;
  let listener: pg.Client | null = null;
  let sweeping: Promise<void> | null = null;

  const sweep = (): Promise<void> => {
    sweeping ??= sweepOnce(options).finally(() => {
      sweeping = null;
    });
    return sweeping;
  };

  const listen = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: options.databaseUrl,
      application_name: 'dovecote-reconciler',
      keepAlive: true,
    });
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => void (payload ? host.sync(payload) : sweep()));
    try {
      await client.connect();
      await client.query('listen dovecote_bots');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', relisten);
    listener = client;
  };
  /** The one place that tries again, so that an outage does not multiply connections. */
  const relisten = (): void => {
    if (isClosed) return;
    setTimeout(() => {
      listen().then(
        () => sweep().catch(() => undefined),
        (error: unknown) => {
          logger.warn({ err: error }, 'notifications are away; the timer goes on');
          relisten();
        },
      );
    }, reconnectMs);
  };

  await listen();
  await sweep();
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => logger.warn({ err: error }, 'the bots could not be compared with their rows'));
  }, sweepEveryMs);

  return {
    sweep,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await sweeping?.catch(() => undefined);
      await listener?.end().catch(() => undefined);
    },
  };
}

async function sweepOnce({ db, host }: ReconcilerOptions): Promise<void> {
  const rows = await db
    .select({
      id: bots.id,
      revision: bots.revision,
      desiredState: bots.desiredState,
      suspendedAt: bots.suspendedAt,
      status: bots.status,
    })
    .from(bots);
  const hosted = host.revisions();
  const changed = new Set(hosted.keys());
  for (const row of rows) {
    const isWanted = row.desiredState === 'running' && row.suspendedAt === null && row.status !== 'token_revoked';
    const known = hosted.get(row.id) ?? host.refusedRevision(row.id);
    if (isWanted ? known === row.revision : !hosted.has(row.id)) changed.delete(row.id);
    else changed.add(row.id);
  }
  await Promise.all([...changed].map((botId) => host.sync(botId)));
}
