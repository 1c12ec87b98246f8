import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export const lockSpace = 7_301;

export const leaseSeconds = 10;
/** When a lease that is extended now runs out. */
export const leaseEnd = `clock_timestamp() + make_interval(secs => ${leaseSeconds})`;

const reconnectMs = 100;
const connectTimeoutMs = 3_000;
const queryTimeoutMs = 2_500;

/**
 * The one connection a process lives by: it holds the process's advisory lock, which the server frees the moment the
 * process is gone, and carries its heartbeat past whatever queues in the pool. When it breaks it comes back by itself,
 * with a new lock, because the server may not have noticed yet that the old one is nobody's.
 */
export class LeaseConnection {
  #client: pg.Client | null = null;
  #lockKey = 0;
  #heldSinceMs = Number.POSITIVE_INFINITY;
  #hasBroken = false;
  #isClosed = false;

  private constructor(
    private readonly databaseUrl: string,
    private readonly processId: string,
  ) {}

  /** Rejects when the database cannot be reached. */
  static async open(databaseUrl: string, processId: string): Promise<LeaseConnection> {
    const connection = new LeaseConnection(databaseUrl, processId);
    await connection.#connect();
    return connection;
  }

  get lockKey(): number {
    return this.#lockKey;
  }

  /** For how long the lock has been held without a break; infinite if it never broke, 0 while it is not held. */
  get steadyMs(): number {
    if (this.#client === null) return 0;
    return this.#hasBroken ? performance.now() - this.#heldSinceMs : Number.POSITIVE_INFINITY;
  }

  /** Rejects while the connection is away; a query that gets no answer breaks the connection. */
  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const client = this.#client;
    if (client === null) throw new Error('The lease connection is away.');
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) this.#drop(client);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: `dovecote-lease-${this.processId}`,
      keepAlive: true,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: queryTimeoutMs,
      // A heartbeat that a crash of the server forgets is followed by the next one.
      options: '-c synchronous_commit=off',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const lockKey = randomInt(1, 2_000_000_000);
      await client.query('select pg_advisory_lock($1, $2)', [lockSpace, lockKey]);
      // The next heartbeat may come too late for whoever has just seen the old lock free, or the lease run out.
      const values = [this.processId, lockKey];
      await client.query(`update processes set lock_key = $2, expires_at = ${leaseEnd} where id = $1`, values);
      this.#lockKey = lockKey;
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => this.#drop(client));
    this.#heldSinceMs = performance.now();
    this.#client = client;
  }

  #drop(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#hasBroken = true;
    void client.end().catch(() => undefined);
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    while (!this.#isClosed && this.#client === null) {
      try {
        await this.#connect();
      } catch {
        await sleep(reconnectMs);
      }
    }
    if (this.#isClosed) await this.#client?.end().catch(() => undefined);
  }
}
