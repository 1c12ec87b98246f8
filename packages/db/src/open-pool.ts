import pg from 'pg';

/** A connection that fell silent is given up after this long; TCP would take a quarter of an hour. */
export const silentMsMax = 10_000;
/** What rested for so long may have fallen silent meanwhile, as in a fail-over. */
export const restMs = 1_000;
const signEveryMs = 5_000;
const lostConnection =
  /^(Query read timeout|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|(read|write) E(CONNRESET|PIPE|TIMEDOUT)\b)/;

export interface PoolOptions extends pg.PoolConfig {
  /** A connection on which a statement is not answered in this time is given up; without it only those that rested are. */
  answerMsMax?: number;
  onPoolError?: ((error: Error) => void) | undefined;
}

/**
 * Opens a pool. A connection that breaks never ends the process, one that fell silent is never used again, and both are
 * replaced on the next use: what ran there rejects with an error that `isConnectionLost` knows.
 */
export function openPool({ answerMsMax, onPoolError, ...config }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Only so does the driver end a connection that did not answer; otherwise the next user waits behind what is open.
    pipeline: true,
    ...(answerMsMax !== undefined && { query_timeout: answerMsMax }),
    ...config,
  });
  surviveBreaks(pool, onPoolError);
  leaveSilent(pool);
  if (answerMsMax !== silentMsMax) askRested(pool);
  return pool;
}

/** Whether an error, or one of its causes, says that the connection is gone: how the statement ended is not known. */
export function isConnectionLost(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (lostConnection.test(cause.message)) return true;
  }
  return false;
}

interface ListeningClient {
  query(question: { text: string }): Promise<unknown>;
  on(event: 'end', listener: () => void): unknown;
}

/**
 * Breaks a connection that only listens some seconds after it fell silent: it would never find out by itself. It has to
 * be in pipeline mode, as those of our pools are.
 */
export function breakWhenSilent(client: ListeningClient): void {
  const timer = setInterval(() => askForSign(client), signEveryMs).unref();
  client.on('end', () => clearInterval(timer));
}

/** A connection in pipeline mode that gives no answer in time breaks. */
function askForSign(client: Pick<ListeningClient, 'query'>): void {
  const question = { text: 'select 1', query_timeout: silentMsMax };
  client.query(question).catch(() => undefined);
}

/** One that is in use fails its query; but without a listener of its own it would end the process besides. */
function surviveBreaks(pool: pg.Pool, onPoolError: PoolOptions['onPoolError']): void {
  pool.on('error', (error) => onPoolError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
}

/** Where one connection was lost the idle ones were too: nobody shall find that out of each of them. */
function leaveSilent(pool: pg.Pool): void {
  pool.on('release', (error) => {
    if (!isConnectionLost(error)) return;
    for (let idle = pool.idleCount; idle > 0; idle -= 1) {
      pool.connect().then(
        (client) => client.release(true),
        () => undefined,
      );
    }
  });
}

/** Where statements may take long, silence shows only in what is answered at once: that goes ahead of them. */
function askRested(pool: pg.Pool): void {
  const releasedAtMs = new WeakMap<pg.PoolClient, number>();
  pool.on('release', (_error, client) => void releasedAtMs.set(client, performance.now()));
  pool.on('acquire', (client) => {
    if (performance.now() - (releasedAtMs.get(client) ?? Infinity) > restMs) askForSign(client);
  });
}
