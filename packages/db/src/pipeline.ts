import type pg from 'pg';
import { isConnectionLost } from './open-pool';

/** A statement that takes longer may be waiting for a lock; what comes after it does not wait along. */
export const lateMs = 50;

interface Line {
  client: Promise<pg.PoolClient>;
  /** When each statement that is not answered was begun, in their order. */
  begunAtMs: number[];
  lost: Error | undefined;
}

/**
 * Statements that follow each other closely, on one connection of a pool: each is on its way before the one before it is
 * answered, and the database works them one after the other. Each stands alone, and fails as it would in the pool. A
 * connection is held while statements are under way; one that is late, or lost, is left to what it has.
 */
export class Pipeline {
  #line: Line | undefined;

  constructor(private readonly pool: pg.Pool) {}

  async query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const line = this.#lineInTime();
    line.begunAtMs.push(performance.now());
    try {
      const client = await line.client;
      return await client.query(statement);
    } catch (error) {
      if (error instanceof Error && isConnectionLost(error)) {
        line.lost = error;
        this.#leave(line);
      }
      throw error;
    } finally {
      line.begunAtMs.shift();
      if (line.begunAtMs.length === 0) this.#giveBack(line);
    }
  }

  #lineInTime(): Line {
    const [oldestAtMs] = this.#line?.begunAtMs ?? [];
    if (oldestAtMs !== undefined && performance.now() - oldestAtMs > lateMs) this.#line = undefined;
    this.#line ??= { client: this.pool.connect(), begunAtMs: [], lost: undefined };
    return this.#line;
  }

  #leave(line: Line): void {
    if (this.#line === line) this.#line = undefined;
  }

  #giveBack(line: Line): void {
    this.#leave(line);
    line.client.then(
      (client) => client.release(line.lost),
      () => undefined,
    );
  }
}
