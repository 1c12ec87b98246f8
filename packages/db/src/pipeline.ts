import pg from 'pg';
import { isConnectionLost } from './open-pool';

/** A statement that takes longer may be waiting for a lock; what is asked after that does not wait along. */
export const lateMs = 50;

const unprepared = '26000';

interface Line {
  client: Promise<pg.PoolClient>;
  /** Statements that are not answered. */
  open: number;
  /** Since when the first of them has had the connection to itself, or waits for one. */
  headSinceMs: number;
  /** What made the connection unfit. */
  fault: Error | undefined;
}

/**
 * Statements that follow each other closely, on one connection of a pool: each is on its way before the one before it is
 * answered, and the database works them one after the other. Each stands alone. A connection is held while statements are
 * under way; one with a late statement, or with one that failed, is left to what it has, and a failure ends it afterwards, as
 * the pool does: the fault may be the connection's own.
 */
export class Pipeline {
  #line: Line | undefined;

  constructor(private readonly pool: pg.Pool) {}

  async query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const line = this.#lineInTime();
    line.open += 1;
    try {
      const client = await line.client;
      return await client.query(statement);
    } catch (error) {
      this.#leave(line);
      // That it is lost says most: the pool then looks after its others too.
      if (error instanceof Error && !isConnectionLost(line.fault)) line.fault = error;
      // The statement before it should have prepared it, and failed; nothing of this one was done.
      if (error instanceof pg.DatabaseError && error.code === unprepared) return await this.pool.query(statement);
      throw error;
    } finally {
      line.open -= 1;
      line.headSinceMs = performance.now();
      if (line.open === 0) this.#giveBack(line);
    }
  }

  #lineInTime(): Line {
    const nowMs = performance.now();
    if (this.#line && nowMs - this.#line.headSinceMs > lateMs) this.#line = undefined;
    this.#line ??= { client: this.pool.connect(), open: 0, headSinceMs: nowMs, fault: undefined };
    return this.#line;
  }

  #leave(line: Line): void {
    if (this.#line === line) this.#line = undefined;
  }

  #giveBack(line: Line): void {
    this.#leave(line);
    line.client.then(
      (client) => client.release(line.fault),
      () => undefined,
    );
  }
}
