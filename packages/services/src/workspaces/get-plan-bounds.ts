import { getPlan } from '../bots/limits';
import type { ServiceContext } from '../service-context';

export interface PlanBounds {
  title: string;
  requestsPerSecond: { default: number; max: number };
  maxConcurrent: { default: number; max: number };
}

/** What the plan of the context's workspace sets for a bot's limits; null without a workspace. */
export async function getPlanBounds(ctx: ServiceContext): Promise<PlanBounds | null> {
  if (ctx.workspace === undefined) return null;
  const plan = await getPlan(ctx.db, ctx.workspace.id);
  return {
    title: plan.title,
    requestsPerSecond: { default: plan.requestsPerSecondDefault, max: plan.requestsPerSecondMax },
    maxConcurrent: { default: plan.maxConcurrentDefault, max: plan.maxConcurrentMax },
  };
}
