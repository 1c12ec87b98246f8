import type { Queryable } from '@dovecote/db/client';
import { plans, workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { BotLimits } from './limits-schema';

export type Plan = typeof plans.$inferSelect;

export async function getPlan(db: Queryable, workspaceId: string): Promise<Plan> {
  const [found] = await db
    .select({ plan: plans })
    .from(workspaces)
    .innerJoin(plans, eq(plans.id, workspaces.planId))
    .where(eq(workspaces.id, workspaceId));
  if (found === undefined) throw new AppError('NOT_FOUND', 'There is no such workspace.');
  return found.plan;
}

/** @throws AppError `PLAN_LIMIT` that says what the plan allows. */
export function assertWithinPlan(plan: Plan, limits: Partial<BotLimits>): void {
  const { requestsPerSecond = 0, maxConcurrent = 0 } = limits;
  if (requestsPerSecond > plan.requestsPerSecondMax) {
    throw new AppError(
      'PLAN_LIMIT',
      `The plan ${plan.title} allows at most ${plan.requestsPerSecondMax} requests a second.`,
      {
        fields: { requestsPerSecond: `must be at most ${plan.requestsPerSecondMax}` },
      },
    );
  }
  if (maxConcurrent > plan.maxConcurrentMax) {
    throw new AppError(
      'PLAN_LIMIT',
      `The plan ${plan.title} allows at most ${plan.maxConcurrentMax} handlers at once.`,
      {
        fields: { maxConcurrent: `must be at most ${plan.maxConcurrentMax}` },
      },
    );
  }
}
