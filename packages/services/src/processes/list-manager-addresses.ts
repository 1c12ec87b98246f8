import { processes } from '@dovecote/db/schema/processes';
import { and, desc, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AppServices } from '../service-context';

/** Seconds of lease left to a process whose heartbeats, four a second, come on time. */
const punctualSeconds = 8.5;

/**
 * The webhook endpoints of the bot-managers that live and are not ending. One whose heartbeats stay out is named only
 * if all of them do: it may hang, and would keep who calls it waiting.
 */
export async function listManagerAddresses({ db }: Pick<AppServices, 'db'>): Promise<string[]> {
  const rows = await db
    .select({
      address: processes.address,
      isPunctual: sql<boolean>`${processes.expiresAt} > clock_timestamp() + make_interval(secs => ${punctualSeconds})`,
    })
    .from(processes)
    .where(
      and(isNotNull(processes.address), isNull(processes.drainingAt), sql`${processes.expiresAt} > clock_timestamp()`),
    )
    .orderBy(desc(processes.startedAt));
  const punctual = rows.filter((row) => row.isPunctual);
  return (punctual.length > 0 ? punctual : rows).flatMap((row) => row.address ?? []);
}
