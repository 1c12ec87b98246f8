import type { Tx } from '@dovecote/db/client';
import { users } from '@dovecote/db/schema/users';
import { members } from '@dovecote/db/schema/workspaces';
import { and, eq } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';
import { queueMail } from './queue-mail';

/** Writes a mail to every owner of a workspace within the caller's transaction. */
export async function queueMailToOwners(
  tx: Tx,
  ctx: Pick<ServiceContext, 'clock'>,
  workspaceId: string,
  mail: { subject: string; body: string },
): Promise<void> {
  const owners = await tx
    .select({ id: users.id, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(members.role, 'owner')));
  for (const owner of owners) {
    await queueMail(tx, ctx, { ...mail, userId: owner.id, workspaceId, recipient: owner.email });
  }
}
