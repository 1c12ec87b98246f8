import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { users } from '@dovecote/db/schema/users';
import { members, plans, workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { acrossWorkspaces } from '../across-workspaces';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { createWorkspaceSchema } from './workspace-schemas';
import { describeWorkspace, type WorkspaceView } from './workspace-view';

/**
 * Makes another workspace, owned by the actor, on the plan of new workspaces.
 * @throws AppError `PLAN_LIMIT` when the best plan among the actor's own workspaces allows no more.
 */
export async function createWorkspace(
  ctx: ServiceContext,
  input: z.input<typeof createWorkspaceSchema>,
): Promise<WorkspaceView> {
  const { userId } = authoriseUser(ctx);
  const { name } = parseInput(createWorkspaceSchema, input);
  const now = ctx.clock();
  return await acrossWorkspaces(ctx).db.transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
    await assertRoomForAnother(tx, ctx, userId);
    const [row] = await tx
      .insert(workspaces)
      .values({ id: newId('workspace'), name, planId: ctx.settings.signupPlanId, createdAt: now, updatedAt: now })
      .returning();
    if (row === undefined) throw new Error('The insert returned no row.');
    await tx.insert(members).values({ workspaceId: row.id, userId, role: 'owner', createdAt: now });
    await appendAuditEvent(tx, ctx, {
      workspaceId: row.id,
      action: 'workspace.created',
      targetType: 'workspace',
      targetId: row.id,
      after: { name },
    });
    return describeWorkspace(row, 'owner');
  });
}

async function assertRoomForAnother(tx: Tx, { settings }: ServiceContext, userId: string): Promise<void> {
  const owned = await tx
    .select({ plan: plans })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .innerJoin(plans, eq(plans.id, workspaces.planId))
    .where(and(eq(members.userId, userId), eq(members.role, 'owner')));
  const usual = await tx.select().from(plans).where(eq(plans.id, settings.signupPlanId));
  const bounds = [...owned.map(({ plan }) => plan), ...usual].map((plan) => plan.workspacesMax);
  if (bounds.includes(null)) return;
  const most = Math.max(1, ...bounds.map(Number));
  if (owned.length < most) return;
  throw new AppError('PLAN_LIMIT', `Your plan allows ${most} workspaces of your own. Change the plan of one of them.`);
}
