import type { Tx } from '@dovecote/db/client';
import { invitations } from '@dovecote/db/schema/invitations';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { countOpenKeys } from '../api-keys/count-open-keys';
import { getPlan } from '../bots/limits';
import { isOpenInvitation } from './is-open-invitation';

const nouns = { members: 'members, open invitations among them', apiKeys: 'API keys' };

/**
 * Takes the workspace's row lock, so that nobody else takes the last place meanwhile.
 * @throws AppError `PLAN_LIMIT` when the workspace has all that its plan allows.
 */
export async function assertPlanRoom(
  tx: Tx,
  workspaceId: string,
  what: 'members' | 'apiKeys',
  now: Date,
  /** One of the open invitations is about to become the member. */
  hasInvitation = false,
): Promise<void> {
  await tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)).for('update');
  const plan = await getPlan(tx, workspaceId);
  const most = what === 'members' ? plan.membersMax : plan.apiKeysMax;
  if (most === null) return;
  const taken =
    what === 'apiKeys'
      ? await countOpenKeys(tx, workspaceId, now)
      : (await tx.$count(members, eq(members.workspaceId, workspaceId))) +
        (await countInvitations(tx, workspaceId, now)) -
        (hasInvitation ? 1 : 0);
  if (taken < most) return;
  throw new AppError(
    'PLAN_LIMIT',
    `The plan ${plan.title} allows ${most} ${nouns[what]}. Remove one or change the plan.`,
  );
}

async function countInvitations(tx: Tx, workspaceId: string, now: Date): Promise<number> {
  return await tx.$count(invitations, and(eq(invitations.workspaceId, workspaceId), isOpenInvitation(now)));
}
