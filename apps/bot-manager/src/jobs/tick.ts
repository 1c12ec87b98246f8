import type { Db, Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { schedules, workIntents } from '@dovecote/db/schema/schedules';
import type { JobQueue } from '@dovecote/queue/job-queue';
import { and, eq, isNull, lte, sql } from 'drizzle-orm';

/** A handed-out intent comes back after this long unless it was done: the queue may have lost it. */
export const handOutMs = 30_000;
const batchMax = 100;
/** Hand-outs whose work began; one that the queue refused or lost is none. */
const attemptsMax = 20;
/** The kind of intent a due schedule leaves behind; its subject is the schedule. */
export const scheduleIntent = 'schedule.run';

/**
 * Turns due schedules into intents, in one transaction, and hands due intents to the queue. The queue is a hint: what
 * it loses is handed out again. Several processes may tick at once.
 */
export async function tick(db: Db, queue: JobQueue, now: Date): Promise<void> {
  const due = await db.transaction(async (tx) => {
    await takeDueSchedules(tx, now);
    return takeDueIntents(tx, now);
  });
  for (const { id, attempts } of due) await queue.enqueue('work.execute', { intentId: id, attempt: attempts });
}

/** A batch from the index, however many are due; every one taken moves on, so none stays overdue. */
export function dueIntentsOf(db: Db | Tx, now: Date) {
  return db
    .select({ id: workIntents.id, attempts: workIntents.attempts })
    .from(workIntents)
    .where(and(isNull(workIntents.doneAt), lte(workIntents.runAt, now)))
    .orderBy(workIntents.runAt)
    .limit(batchMax)
    .for('update', { skipLocked: true });
}

/** As with intents. */
export function dueSchedulesOf(db: Db | Tx, now: Date) {
  return db
    .select()
    .from(schedules)
    .where(lte(schedules.nextRunAt, now))
    .orderBy(schedules.nextRunAt)
    .limit(batchMax)
    .for('update', { skipLocked: true });
}

async function takeDueIntents(tx: Tx, now: Date): Promise<{ id: string; attempts: number }[]> {
  const due = await dueIntentsOf(tx, now);
  const isOver = (intent: { attempts: number }) => intent.attempts >= attemptsMax;
  for (const intent of due) {
    const next = isOver(intent)
      ? { doneAt: now, error: 'given up after too many attempts' }
      : { runAt: new Date(now.getTime() + handOutMs * 2 ** Math.min(intent.attempts, 8)) };
    await tx.update(workIntents).set(next).where(eq(workIntents.id, intent.id));
  }
  return due.filter((intent) => !isOver(intent));
}

/** Leaves one intent for each run that is due; the next run lies in the future even after a long sleep. */
async function takeDueSchedules(tx: Tx, now: Date): Promise<void> {
  const due = await dueSchedulesOf(tx, now);
  for (const schedule of due) {
    const everyMs = schedule.rule.everySeconds * 1000;
    const missed = Math.floor((now.getTime() - schedule.nextRunAt.getTime()) / everyMs);
    const nextRunAt = new Date(schedule.nextRunAt.getTime() + (missed + 1) * everyMs);
    await tx.update(schedules).set({ nextRunAt }).where(eq(schedules.id, schedule.id));
    const { workspaceId, id: subjectId } = schedule;
    await tx
      .insert(workIntents)
      .values({ id: newId('intent'), workspaceId, kind: scheduleIntent, subjectId, runAt: now });
  }
}

/** Makes a schedule of the platform unless it is there. */
export async function ensureSchedule(db: Db, name: string, everySeconds: number, firstRunAt: Date): Promise<void> {
  await db.execute(sql`
    insert into schedules (id, name, rule, next_run_at)
    select ${newId('schedule')}, ${name}, ${JSON.stringify({ everySeconds })}::jsonb, ${firstRunAt.toISOString()}::timestamptz
    where not exists (select from schedules where name = ${name} and workspace_id is null)`);
}
