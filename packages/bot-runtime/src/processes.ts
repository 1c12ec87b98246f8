import type { Db } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { sql } from 'drizzle-orm';
import { LeaseConnection, leaseEnd, leaseSeconds, lockSpace } from './lease-connection';

/** A process this young is given what nobody holds, and nothing that somebody holds. */
const settledAfterSeconds = 2;
/** Six heartbeats. */
const lateAfterSeconds = 1.5;
/** After an outage everybody's locks and leases are late; for this long that is no evidence. */
const steadyAfterMs = 3_000;

/** How long a bot whose update blocked a process has its updates journalled before they are handled. */
/** 2: a call may be kept with its update. Whoever knows only 1 would take such a call for one that cannot be read. */
export const journalForm = 2;
const cautiousMinutes = 10;

export interface LiveProcess {
  id: string;
  /** Where its webhook endpoint listens; null until it does. */
  address: string | null;
  isDraining: boolean;
  /** Old enough to be handed bots that others hold. */
  isSettled: boolean;
  /** Its heartbeats stay out: it keeps what it holds while its lease lasts, and is given nothing. */
  isLate: boolean;
}

export interface Beat {
  /** False if others took this process for dead: it must stop its work. */
  isKept: boolean;
  /** Everybody who is not buried, this process among them. */
  live: LiveProcess[];
  /** Those of them that look dead at this moment; `bury` looks a second time. */
  suspects: string[];
}

export interface ProcessLease {
  processId: string;
  /** Extends the lease by the database's clock and looks who lives. Rejects while the database cannot be reached. */
  beat(): Promise<Beat>;
  /** Removes those of the suspects that still look dead. */
  bury(suspects: readonly string[]): Promise<void>;
  /** From now on others may hand bots to this process and pass webhooks on to it. */
  announce(address: string): Promise<void>;
  /** From now on nobody gives this process anything. */
  drain(): Promise<void>;
  release(): Promise<void>;
}

const isLocked = `exists (select from pg_locks l where l.locktype = 'advisory' and l.classid = ${lockSpace}
  and l.objid = p.lock_key and l.database = (select oid from pg_database where datname = current_database()))`;

const beatStatement = `
  with own as (
    update processes set lock_key = $2, expires_at = ${leaseEnd}
    where id = $1 returning id
  )
  select p.id, p.address, p.draining_at is not null as "isDraining", exists (select from own) as "isKept",
    p.started_at < clock_timestamp() - make_interval(secs => ${settledAfterSeconds}) as "isSettled",
    p.id <> $1 and p.expires_at < clock_timestamp() + make_interval(secs => ${leaseSeconds - lateAfterSeconds}) as "isLate",
    p.id = $1 or (p.expires_at > clock_timestamp() and ${isLocked}) as "isLive"
  from processes p`;

type ProcessRow = LiveProcess & { isKept: boolean; isLive: boolean };

/**
 * Registers this process with a lease on database time. It also holds an advisory lock: the lock of a killed process
 * is free at once, so that its bots need not wait for the lease to run out.
 */
export async function registerProcess(databaseUrl: string): Promise<ProcessLease> {
  const processId = newId('process');
  const connection = await LeaseConnection.open(databaseUrl, processId);
  await connection.query(
    `insert into processes (id, lock_key, started_at, expires_at)
      values ($1, $2, clock_timestamp(), ${leaseEnd})`,
    [processId, connection.lockKey],
  );
  return {
    processId,
    async beat() {
      // A lease that lapsed may be taken up again: while its row stands nobody has taken a bot from it.
      const rows = await connection.query<ProcessRow>(beatStatement, [processId, connection.lockKey]);
      const isEvidence = connection.steadyMs > steadyAfterMs;
      return {
        isKept: rows.some((row) => row.isKept),
        live: rows.map(({ isKept, isLive, ...row }) => row),
        suspects: isEvidence ? rows.flatMap((row) => (row.isLive ? [] : row.id)) : [],
      };
    },
    async bury(suspects) {
      if (connection.steadyMs <= steadyAfterMs) return;
      await connection.query(
        `delete from processes p where p.id = any($1) and p.id <> $2
          and (p.expires_at < clock_timestamp() or not ${isLocked})`,
        [suspects, processId],
      );
    },
    async announce(address) {
      await connection.query('update processes set address = $2 where id = $1', [processId, address]);
    },
    async drain() {
      await connection.query('update processes set draining_at = clock_timestamp() where id = $1', [processId]);
    },
    async release() {
      await connection.query('delete from processes where id = $1', [processId]).catch(() => undefined);
      await connection.close();
    },
  };
}

export interface Holding {
  epoch: number;
  /** One of the bot's updates blocked a whole process lately. */
  isCautious: boolean;
}

/**
 * Takes the bot if its holder's row is gone, and only while this process's own lease runs; else null. The row is what a
 * flush of that process locks: once it is gone, no commit of it is under way and none can follow.
 */
export async function takeBot(
  db: Db,
  processId: string,
  bot: { workspaceId: string; id: string },
): Promise<Holding | null> {
  const result = await db.execute<{ epoch: string; is_cautious: boolean }>(sql`
    insert into bot_holders as held (workspace_id, bot_id, process_id, epoch, journal_form)
    select ${bot.workspaceId}, ${bot.id}, ${processId}, 1, ${journalForm}::int
    where exists (select from processes p where p.id = ${processId} and p.expires_at > clock_timestamp())
    on conflict (bot_id) do update set process_id = excluded.process_id, epoch = held.epoch + 1, journal_form = excluded.journal_form
      where held.process_id = excluded.process_id
        or not exists (select from processes p where p.id = held.process_id)
    returning epoch, coalesce(hung_at > clock_timestamp() - make_interval(mins => ${cautiousMinutes}), false) as is_cautious`);
  const [row] = result.rows;
  return row ? { epoch: Number(row.epoch), isCautious: row.is_cautious } : null;
}
