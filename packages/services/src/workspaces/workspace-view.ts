import { memberRoles, type workspaces } from '@dovecote/db/schema/workspaces';
import { z } from 'zod';

export const workspaceViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  plan: z.string(),
  role: z.enum(memberRoles).optional(),
  requiresSecondFactor: z.boolean(),
  createdAt: z.string(),
});

export type WorkspaceView = z.output<typeof workspaceViewSchema>;

export function describeWorkspace(
  row: typeof workspaces.$inferSelect,
  role?: (typeof memberRoles)[number],
): WorkspaceView {
  const { id, name, planId, requiresSecondFactor, createdAt } = row;
  return {
    id,
    name,
    plan: planId,
    ...(role !== undefined && { role }),
    requiresSecondFactor,
    createdAt: createdAt.toISOString(),
  };
}
