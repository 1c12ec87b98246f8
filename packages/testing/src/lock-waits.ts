import type { Db } from '@dovecote/db/client';
import { eventually } from './eventually';

const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/**
 * Resolves once exactly `count` sessions of the database wait for a lock; those of other databases of the server do
 * not count. Wants the pool: within a transaction Postgres repeats its first answer.
 */
export const lockWaits = (db: Pick<Db, 'execute'>, count: number): Promise<void> =>
  eventually(async () => {
    const { rows } = await db.execute(waiting);
    if (rows.length !== count) throw new Error(`${rows.length} sessions wait for a lock, not ${count}.`);
  });
