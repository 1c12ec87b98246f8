import { plans, workspaces } from '@dovecote/db/schema/workspaces';
import { eq } from 'drizzle-orm';
import type { FaqContext } from '../faq-context';

/** Whether the owner wants a model, and the platform's only where the workspace's plan has a budget for it. */
export async function mayUseModel({ settings, reader }: FaqContext): Promise<boolean> {
  if (settings.model !== 'platform') return settings.model === 'own';
  const [plan] = await reader.db
    .select({ budgetCents: plans.modelBudgetCents })
    .from(workspaces)
    .innerJoin(plans, eq(plans.id, workspaces.planId))
    .where(eq(workspaces.id, reader.workspaceId));
  return plan !== undefined && plan.budgetCents !== 0;
}
