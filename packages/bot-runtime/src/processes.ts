import { randomInt } from 'node:crypto';
import type { Db } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { sql } from 'drizzle-orm';
import pg from 'pg';

export const leaseSeconds = 10;
const lockSpace = 7_301;
const relockMs = 300;

export interface ProcessLease {
  processId: string;
  /** Extends the lease by the database's clock; false if others took this process for dead: it must stop its work. */
  beat(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Registers this process with a lease on database time. It also holds an advisory lock on a connection of its own:
 * the lock of a killed process is free at once, so that its bots need not wait for the lease to run out.
 */
export async function registerProcess(db: Db, databaseUrl: string): Promise<ProcessLease> {
  const processId = newId('process');
  const lockKey = randomInt(1, 2_000_000_000);
  const unlock = await holdLock(databaseUrl, processId, lockKey);
  await db.execute(sql`insert into processes (id, lock_key, started_at, expires_at)
    values (${processId}, ${lockKey}, clock_timestamp(), clock_timestamp() + make_interval(secs => ${leaseSeconds}))`);
  return {
    processId,
    async beat() {
      // A lease that lapsed may be taken up again: whoever took a bot meanwhile raised its epoch.
      const result = await db.execute(sql`update processes
        set expires_at = clock_timestamp() + make_interval(secs => ${leaseSeconds}) where id = ${processId}`);
      return (result.rowCount ?? 0) > 0;
    },
    async release() {
      await db.execute(sql`delete from processes where id = ${processId}`);
      await unlock();
    },
  };
}

/** Holds the lock until told otherwise, and takes it again when its connection breaks. */
async function holdLock(databaseUrl: string, processId: string, lockKey: number): Promise<() => Promise<void>> {
  let isReleased = false;
  let client: pg.Client | null = null;
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: `dovecote-lease-${processId}`,
      keepAlive: true,
    });
    fresh.on('error', () => undefined);
    fresh.on('end', reconnect);
    await fresh.connect();
    await fresh.query('select pg_advisory_lock($1, $2)', [lockSpace, lockKey]);
    client = fresh;
  };
  const reconnect = (): void => {
    if (!isReleased) setTimeout(() => void connect().catch(() => undefined), relockMs);
  };
  await connect();
  return async () => {
    isReleased = true;
    await client?.end().catch(() => undefined);
  };
}

/** Removes processes whose lease ran out or whose lock is free, which means that they are gone. */
export async function removeDeadProcesses(db: Db, ownProcessId: string): Promise<void> {
  await db.execute(sql`delete from processes
    where id <> ${ownProcessId} and (expires_at < clock_timestamp() or not exists (
      select from pg_locks where locktype = 'advisory' and classid = ${lockSpace} and objid = lock_key
        and database = (select oid from pg_database where datname = current_database())))`);
}

/** Takes the bot if nobody alive holds it; its new epoch, or null. */
export async function takeBot(
  db: Db,
  processId: string,
  bot: { workspaceId: string; id: string },
): Promise<number | null> {
  const result = await db.execute<{ epoch: string }>(sql`
    insert into bot_holders as held (workspace_id, bot_id, process_id, epoch)
    values (${bot.workspaceId}, ${bot.id}, ${processId}, 1)
    on conflict (bot_id) do update set process_id = excluded.process_id, epoch = held.epoch + 1
      where held.process_id = excluded.process_id
        or not exists (select from processes p where p.id = held.process_id and p.expires_at > clock_timestamp())
    returning epoch`);
  const [row] = result.rows;
  return row ? Number(row.epoch) : null;
}
