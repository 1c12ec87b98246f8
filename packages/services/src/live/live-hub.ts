import { breakWhenSilent } from '@dovecote/db/open-pool';
import type { Logger } from '@dovecote/observability/logger';
import { type LiveChange, liveChannel, parseLiveChange } from './live-changes';

type Listener = (change: LiveChange) => void;

/** What `pg` offers of a connection that listens. */
interface ListeningClient {
  on(event: 'notification', listener: (message: { channel: string; payload?: string | undefined }) => void): unknown;
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown;
  query(question: string | { text: string }): Promise<unknown>;
  release(error?: Error | boolean): void;
}

export interface ListeningPool {
  connect(): Promise<ListeningClient>;
}

export interface LiveHub {
  /**
   * Calls back for every change; the answer ends it. `onGap` says that changes before may have been missed: once when
   * listening begins, and after every reconnect.
   */
  subscribe(listener: Listener, onGap: () => void): () => void;
  close(): void;
}

const reconnectMs = 1_000;

/** One LISTEN connection a process, opened with the first subscriber and reopened when it breaks or falls silent. */
export function createLiveHub(pool: ListeningPool, logger: Logger): LiveHub {
  const subscribers = new Map<Listener, () => void>();
  let client: ListeningClient | null = null;
  let isListening = false;
  let isConnecting = false;
  let isClosed = false;

  const connect = async (): Promise<void> => {
    if (isConnecting || client !== null || isClosed) return;
    isConnecting = true;
    try {
      const fresh = await pool.connect();
      const drop = (error?: Error) => {
        if (client !== fresh) return;
        client = null;
        isListening = false;
        fresh.release(error ?? true);
        retry();
      };
      fresh.on('notification', ({ payload }) => {
        const change = parseLiveChange(payload ?? '');
        if (change !== null) for (const listener of [...subscribers.keys()]) listener(change);
      });
      fresh.on('error', drop);
      fresh.on('end', drop);
      client = fresh;
      breakWhenSilent(fresh);
      await fresh.query(`listen ${liveChannel}`);
      isListening = true;
      for (const onGap of [...subscribers.values()]) onGap();
    } catch (err) {
      logger.warn({ err }, 'listening for live changes failed');
      client?.release(true);
      client = null;
      retry();
    } finally {
      isConnecting = false;
      if (isClosed) end();
    }
  };
  const retry = () => {
    if (!isClosed && subscribers.size > 0) setTimeout(() => void connect(), reconnectMs).unref();
  };
  const end = () => {
    const ending = client;
    client = null;
    isListening = false;
    ending?.release(true);
  };

  return {
    subscribe(listener, onGap) {
      subscribers.set(listener, onGap);
      if (isListening) onGap();
      else void connect();
      return () => {
        subscribers.delete(listener);
      };
    },
    close() {
      isClosed = true;
      end();
    },
  };
}
