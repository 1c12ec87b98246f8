import type { Db } from '@dovecote/db/client';
import { type SQL, sql } from 'drizzle-orm';
import { isRunnable } from '../claim-fence';

/** A row of `module_jobs` whose time has come. */
export interface DueWork {
  workspaceId: string;
  botId: string;
  moduleId: string;
  job: string;
  key: string;
  token: number;
  isTask: boolean;
  chatId: string | null;
  payload: string | null;
  cron: string | null;
  zone: string | null;
  runAt: Date;
  attempts: number;
  /** Its bot's, as it was read. */
  botRevision: number;
}

type DueRow = {
  workspace_id: string;
  bot_id: string;
  module_id: string;
  job: string;
  key: string;
  token: string;
  is_task: boolean;
  chat_id: string | null;
  payload: string | null;
  cron: string | null;
  zone: string | null;
  run_at: string;
  attempts: number;
  bot_revision: number;
};

const jobsPerBotMax = 100;
/** Of one bot that run at once; more of them are not worth reading. */
export const tasksPerBotMax = 4;
/** How long work waits for a process that knows its module; beyond that the module is no more. */
export const strangeDaysMax = 7;

/**
 * What is due of the bots that this process holds and whose owners want them to run: of each the longest overdue first,
 * then of each the next. So whatever cannot be done in one bot takes no place from the others. Work of other modules than
 * these is left to a newer process, and found once it waited for days.
 */
export async function findDueWork(
  db: Db,
  processId: string,
  moduleIds: readonly string[],
  now: Date,
  limit: number,
): Promise<DueWork[]> {
  const result = await db.execute<DueRow>(dueWorkOf(processId, moduleIds, now, limit));
  return result.rows.map((row) => ({
    workspaceId: row.workspace_id,
    botId: row.bot_id,
    moduleId: row.module_id,
    job: row.job,
    key: row.key,
    token: Number(row.token),
    isTask: row.is_task,
    chatId: row.chat_id,
    payload: row.payload,
    cron: row.cron,
    zone: row.zone,
    runAt: new Date(row.run_at),
    attempts: row.attempts,
    botRevision: row.bot_revision,
  }));
}

/**
 * Asks of each bot first whether anything is due, which touches nothing but an index: nearly always nothing is. Of those
 * bots it looks into the index once for each kind of work, so that what others left lying costs nothing.
 */
export function dueWorkOf(processId: string, moduleIds: readonly string[], now: Date, limit: number): SQL {
  const strangeUntil = new Date(now.getTime() - strangeDaysMax * 86_400_000).toISOString();
  const isDue = (isTask: SQL) => sql`j.is_task = ${isTask} and j.run_at <= ${now.toISOString()}::timestamptz`;
  const dueOf = (isTask: boolean, most: number) => sql`
    (select j.*, row_number() over (order by j.run_at) as place from module_jobs j
      where j.bot_id = h.bot_id and ${isDue(sql`${isTask}`)}
        and (j.module_id = any(${sql.param(moduleIds)}::text[]) or j.run_at <= ${strangeUntil}::timestamptz)
      order by j.run_at limit ${most})`;
  return sql`
    with held as materialized (
      select h.workspace_id, h.bot_id from bot_holders h
      where h.process_id = ${processId}
        and exists (select from module_jobs j where j.bot_id = h.bot_id and ${isDue(sql`any('{t,f}')`)})
    )
    select due.*, b.revision as bot_revision from held h
      join bots b on b.id = h.bot_id and b.workspace_id = h.workspace_id and ${isRunnable}
      cross join lateral (${dueOf(true, tasksPerBotMax)} union all ${dueOf(false, jobsPerBotMax)}) as due
    order by due.place, due.run_at limit ${limit}`;
}

/** Ends work that is in the journal now; what was said anew under its key meanwhile stays. */
export async function endWork(db: Db, works: readonly DueWork[]): Promise<void> {
  if (works.length === 0) return;
  await db.execute(sql`
    delete from module_jobs j using json_to_recordset(${keysOf(works)}::json) as g(${keyShape}) where ${isSame}`);
}

/** Moves recurring work on to its next time. */
export async function moveWork(db: Db, moves: readonly { work: DueWork; runAt: Date }[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ work, runAt }) => ({ ...keyOf(work), next: runAt.toISOString() }));
  await db.execute(sql`
    update module_jobs j set run_at = g.next
    from json_to_recordset(${JSON.stringify(rows)}::json) as g(${keyShape}, next timestamptz) where ${isSame}`);
}

/** Counts a try of a task and keeps it from others until `until`; false if somebody else took it or it is gone. */
export async function claimTask(db: Db, work: DueWork, until: Date): Promise<boolean> {
  const result = await db.execute(sql`
    update module_jobs j set run_at = ${until.toISOString()}::timestamptz, attempts = j.attempts + 1
    from json_to_recordset(${keysOf([work])}::json) as g(${keyShape})
    where ${isSame} and j.run_at = ${work.runAt.toISOString()}::timestamptz
    returning j.token`);
  return result.rows.length === 1;
}

const keyShape = sql.raw('workspace_id text, bot_id text, module_id text, job text, key text, token bigint');
const isSame = sql.raw(`j.workspace_id = g.workspace_id and j.bot_id = g.bot_id and j.module_id = g.module_id
  and j.job = g.job and j.key = g.key and j.token = g.token`);

function keysOf(works: readonly DueWork[]): string {
  return JSON.stringify(works.map(keyOf));
}

function keyOf({ workspaceId, botId, moduleId, job, key, token }: DueWork) {
  return { workspace_id: workspaceId, bot_id: botId, module_id: moduleId, job, key, token };
}
