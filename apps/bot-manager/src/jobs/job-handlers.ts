import type { Db } from '@dovecote/db/client';
import { schedules, workIntents } from '@dovecote/db/schema/schedules';
import type { JobHandlers } from '@dovecote/queue/catalogue';
import { deliverMail } from '@dovecote/services/mails/deliver-mail';
import type { ServiceContext } from '@dovecote/services/service-context';
import { and, eq, isNull } from 'drizzle-orm';
import { sweepRetention } from './sweep-retention';
import { scheduleIntent } from './tick';

export const retentionSchedule = 'retention.sweep';

/** What this process does with each job of the catalogue. `owner` may make and drop tables. */
export function createJobHandlers(ctx: ServiceContext, owner: Db): JobHandlers {
  return {
    'work.execute': ({ intentId, attempt }) => executeIntent(ctx, owner, intentId, attempt),
  };
}

async function executeIntent(ctx: ServiceContext, owner: Db, intentId: string, attempt: number): Promise<void> {
  const isOpen = and(eq(workIntents.id, intentId), isNull(workIntents.doneAt));
  const [intent] = await ctx.db.select().from(workIntents).where(isOpen);
  if (!intent) return;
  // Before the work, which may end the process; the tries of one hand-out are one attempt.
  await ctx.db
    .update(workIntents)
    .set({ attempts: attempt + 1 })
    .where(and(isOpen, eq(workIntents.attempts, attempt)));
  if (intent.kind === 'mail.deliver') await deliverMail(ctx, intent.subjectId);
  else if (intent.kind === scheduleIntent) await runSchedule(ctx, owner, intent.subjectId);
  else throw new UnknownWorkError(intent.kind);
  await ctx.db.update(workIntents).set({ doneAt: ctx.clock() }).where(isOpen);
}

async function runSchedule(ctx: ServiceContext, owner: Db, scheduleId: string): Promise<void> {
  const [schedule] = await ctx.db.select().from(schedules).where(eq(schedules.id, scheduleId));
  if (!schedule) return;
  if (schedule.name !== retentionSchedule) throw new UnknownWorkError(schedule.name);
  await sweepRetention(owner, ctx.clock());
}

/** Left open, so that a newer process may do it; the tries are counted. */
class UnknownWorkError extends Error {
  override readonly name = 'UnknownWorkError';

  constructor(kind: string) {
    super(`This version does not know the work ${kind}.`);
  }
}
