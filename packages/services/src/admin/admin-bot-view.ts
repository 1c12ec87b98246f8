import type { Queryable } from '@dovecote/db/client';
import { users } from '@dovecote/db/schema/users';
import { members, plans, workspaces } from '@dovecote/db/schema/workspaces';
import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { botViewSchema } from '../bots/bot-view';
import { type BotRow, describeBots } from '../bots/describe-bots';

export const adminBotViewSchema = botViewSchema.extend({
  workspace: z.object({ id: z.string(), name: z.string(), plan: z.string(), planTitle: z.string() }),
  owner: z.object({ id: z.string(), email: z.string(), name: z.string() }).nullable(),
});

export type AdminBotView = z.output<typeof adminBotViewSchema>;

/** Bots as a platform admin sees them: with whose they are. */
export async function describeAdminBots(db: Queryable, rows: readonly BotRow[]): Promise<AdminBotView[]> {
  if (rows.length === 0) return [];
  const workspaceIds = [...new Set(rows.map((row) => row.workspaceId))];
  const places = await db
    .select({ id: workspaces.id, name: workspaces.name, plan: plans.id, planTitle: plans.title })
    .from(workspaces)
    .innerJoin(plans, eq(plans.id, workspaces.planId))
    .where(inArray(workspaces.id, workspaceIds));
  const owners = await db
    .select({ workspaceId: members.workspaceId, id: users.id, email: users.email, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(inArray(members.workspaceId, workspaceIds), eq(members.role, 'owner')));
  const views = await describeBots(db, rows);
  return views.map((view) => {
    const place = places.find((candidate) => candidate.id === view.workspaceId);
    const owner = owners.find((candidate) => candidate.workspaceId === view.workspaceId);
    return {
      ...view,
      workspace: place ?? { id: view.workspaceId, name: '', plan: '', planTitle: '' },
      owner: owner === undefined ? null : { id: owner.id, email: owner.email, name: owner.name },
    };
  });
}
