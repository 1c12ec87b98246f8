import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { type PlatformRole, users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import type { ServiceContext } from '../service-context';

export interface NewPerson {
  email: string;
  name: string;
  passwordHash: string | null;
  platformRole: PlatformRole;
  id?: string;
  awaitsVerification?: boolean;
}

export interface Person {
  user: typeof users.$inferSelect;
  workspace: typeof workspaces.$inferSelect;
}

/** Writes a person with a workspace of their own. */
export async function insertPerson(
  tx: Tx,
  ctx: Pick<ServiceContext, 'clock' | 'settings'>,
  person: NewPerson,
): Promise<Person> {
  const now = ctx.clock();
  const times = { createdAt: now, updatedAt: now };
  const [user] = await tx
    .insert(users)
    .values({ id: newId('user'), ...person, ...times })
    .returning();
  const [workspace] = await tx
    .insert(workspaces)
    .values({ id: newId('workspace'), name: workspaceNameOf(person.name), planId: ctx.settings.signupPlanId, ...times })
    .returning();
  if (user === undefined || workspace === undefined) throw new Error('The insert returned no row.');
  await tx.insert(members).values({ workspaceId: workspace.id, userId: user.id, role: 'owner', createdAt: now });
  return { user, workspace };
}

export function workspaceNameOf(personName: string): string {
  return `${personName}'s workspace`;
}
