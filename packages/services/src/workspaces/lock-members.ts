import type { Tx } from '@dovecote/db/client';
import { type MemberRole, members, workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { authoriseActor, forbiddenFor } from '../policies/authorise';
import { canMember, type MemberAction, weakerRole } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';

export type MemberRow = typeof members.$inferSelect;

/** All members of a workspace under its lock, so that two owners cannot leave each other behind alone at once. */
export async function lockMembers(tx: Tx, workspaceId: string): Promise<MemberRow[]> {
  await tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)).for('update');
  return await tx.select().from(members).where(eq(members.workspaceId, workspaceId));
}

/**
 * The actor's role as the lock found it: somebody may have changed it since the request began.
 * @throws AppError `NOT_FOUND` or `FORBIDDEN`.
 */
export function roleUnderLock(ctx: ServiceContext, rows: readonly MemberRow[], action: MemberAction): MemberRole {
  const { userId, apiKey } = authoriseActor(ctx);
  const { role } = pickMember(rows, userId);
  const held = apiKey === undefined ? role : weakerRole(apiKey.role, role);
  if (!canMember(held, action)) throw forbiddenFor(action);
  return held;
}

/** @throws AppError `NOT_FOUND` for somebody who is not among them. */
export function pickMember(rows: readonly MemberRow[], userId: string): MemberRow {
  const member = rows.find((row) => row.userId === userId);
  if (member === undefined) throw new AppError('NOT_FOUND', 'There is no such member.');
  return member;
}

/** @throws AppError `CONFLICT` for the only owner. */
export function assertNotLastOwner(rows: readonly MemberRow[], userId: string): void {
  const owners = rows.filter((row) => row.role === 'owner');
  if (owners.length === 1 && owners[0]?.userId === userId) {
    throw new AppError('CONFLICT', 'A workspace needs an owner. Transfer the ownership first.');
  }
}
