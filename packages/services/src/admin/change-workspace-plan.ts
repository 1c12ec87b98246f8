import type { Tx } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import { plans, workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import type { Plan } from '../bots/limits';
import { isId } from '../is-id';
import { notifyBotChanged } from '../live/notify-changes';
import { invalidField, parseInput } from '../parse-input';
import { authorisePlatform } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { describeWorkspace, type WorkspaceView } from '../workspaces/workspace-view';
import { changePlanSchema } from './admin-schemas';

/**
 * Moves a workspace to another plan. Limits set by the plan follow it, the owner's are cut to its bounds, an admin's
 * stay.
 */
export async function changeWorkspacePlan(
  asking: ServiceContext,
  workspaceId: string,
  input: z.input<typeof changePlanSchema>,
): Promise<WorkspaceView> {
  const ctx = authorisePlatform(asking, 'platform.changePlan');
  const { plan: planId, reason } = parseInput(changePlanSchema, input);
  return await ctx.db.transaction(async (tx) => {
    const [plan] = await tx.select().from(plans).where(eq(plans.id, planId));
    if (plan === undefined) throw invalidField('plan', 'is not one of the plans');
    const [before] = isId(workspaceId)
      ? await tx.select().from(workspaces).where(eq(workspaces.id, workspaceId)).for('update')
      : [];
    if (before === undefined) throw new AppError('NOT_FOUND', 'There is no such workspace.');
    const [workspace = before] = await tx
      .update(workspaces)
      .set({ planId, updatedAt: ctx.clock() })
      .where(eq(workspaces.id, workspaceId))
      .returning();
    await fitBots(tx, workspaceId, plan);
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'workspace.plan_changed',
      targetType: 'workspace',
      targetId: workspaceId,
      reason,
      before: { plan: before.planId },
      after: { plan: planId },
    });
    return describeWorkspace(workspace);
  });
}

async function fitBots(tx: Tx, workspaceId: string, plan: Plan): Promise<void> {
  const fitted = (column: typeof bots.requestsPerSecond | typeof bots.maxConcurrent, usual: number, max: number) =>
    sql`case ${bots.limitsSetBy} when 'plan' then ${usual}::int when 'owner' then least(${column}, ${max}::int) else ${column} end`;
  const changed = await tx
    .update(bots)
    .set({
      requestsPerSecond: fitted(bots.requestsPerSecond, plan.requestsPerSecondDefault, plan.requestsPerSecondMax),
      maxConcurrent: fitted(bots.maxConcurrent, plan.maxConcurrentDefault, plan.maxConcurrentMax),
      revision: sql`${bots.revision} + 1`,
    })
    .where(eq(bots.workspaceId, workspaceId))
    .returning({ id: bots.id });
  for (const { id } of changed) await notifyBotChanged(tx, workspaceId, id);
}
