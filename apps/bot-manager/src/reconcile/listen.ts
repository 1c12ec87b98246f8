import { breakWhenSilent } from '@dovecote/db/open-pool';
import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import pg from 'pg';

const reconnectMs = 200;

export interface ListenOptions {
  databaseUrl: string;
  applicationName: string;
  channels: readonly string[];
  onNotice: (channel: string, payload: string) => void;
  /** The connection was away and is back: notices may be missing. */
  onReturn: () => void;
  logger: Logger;
}

/** Listens on one connection, for good: it comes back by itself. Rejects if the first attempt fails. */
export async function listen(options: ListenOptions): Promise<{ close(): Promise<void> }> {
  let isClosed = false;
  let current: pg.Client | null = null;
  const warn = warnSeldom(options.logger, 'notifications are away; the timer goes on');
  const connect = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: options.databaseUrl,
      application_name: options.applicationName,
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      pipeline: true,
    });
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload }) => options.onNotice(channel, payload ?? ''));
    try {
      await client.connect();
      breakWhenSilent(client);
      for (const channel of options.channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', reconnect);
    current = client;
  };
  /** The one place that tries again, so that an outage does not multiply connections. */
  const reconnect = (): void => {
    if (isClosed) return;
    setTimeout(() => {
      connect().then(options.onReturn, (error: unknown) => {
        warn(error);
        reconnect();
      });
    }, reconnectMs);
  };
  await connect();
  return {
    async close() {
      isClosed = true;
      await current?.end().catch(() => undefined);
    },
  };
}
