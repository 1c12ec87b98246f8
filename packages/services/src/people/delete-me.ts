import type { Queryable, Tx } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import { appendAuditEvent } from '../audit/append-audit-event';
import { type Farewell, prepareFarewell, sendFarewell } from '../bots/farewell';
import { notifyBotChanged, notifySessionsEnded } from '../live/notify-changes';
import { authoriseUser } from '../policies/authorise';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';

/**
 * Erases the actor's account, and every workspace that loses its last owner with all it holds.
 * @throws AppError `STEP_UP_REQUIRED`, or `CONFLICT` for the last platform owner.
 */
export async function deleteMe(asking: ServiceContext): Promise<void> {
  const ctx = acrossWorkspaces(asking);
  const { userId } = authoriseUser(ctx);
  requireStepUp(ctx);
  const farewells = await prepareFarewells(ctx, userId);
  const workspaceIds = await ctx.db.transaction(async (tx) => {
    await assertNotLastPlatformOwner(tx, userId);
    await lockOwned(tx, userId);
    const orphans = await listOrphans(tx, userId);
    const theirBots =
      orphans.length === 0 ? [] : await tx.select().from(bots).where(inArray(bots.workspaceId, orphans));
    for (const bot of theirBots) await notifyBotChanged(tx, bot.workspaceId, bot.id);
    if (orphans.length > 0) await tx.delete(workspaces).where(inArray(workspaces.id, orphans));
    await notifySessionsEnded(tx, userId);
    await tx.delete(users).where(eq(users.id, userId));
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.deleted',
      targetType: 'user',
      targetId: userId,
      after: { workspaceIds: orphans, botIds: theirBots.map((bot) => bot.id) },
    });
    return orphans;
  });
  try {
    // The person's own key too: what the audit log keeps of them opens no more.
    for (const keyOwner of [...workspaceIds, userId]) await ctx.vault.destroyWorkspace(keyOwner);
  } finally {
    await Promise.all(farewells.map((farewell) => sendFarewell(ctx, farewell)));
  }
}

/** Opened before the transaction, because the vault takes connections of its own. */
async function prepareFarewells(ctx: ServiceContext, userId: string): Promise<Farewell[]> {
  const workspaceIds = await listOrphans(ctx.db, userId);
  if (workspaceIds.length === 0) return [];
  const theirBots = await ctx.db.select().from(bots).where(inArray(bots.workspaceId, workspaceIds));
  return await Promise.all(theirBots.map((bot) => prepareFarewell(ctx, bot)));
}

async function assertNotLastPlatformOwner(tx: Tx, userId: string): Promise<void> {
  const owners = await tx.select({ id: users.id }).from(users).where(eq(users.platformRole, 'owner')).for('update');
  if (owners.length === 1 && owners[0]?.id === userId) {
    throw new AppError('CONFLICT', 'You are the only owner of this installation. Name another one first.');
  }
}

/** Two owners who leave at once must not each count on the other. */
async function lockOwned(tx: Tx, userId: string): Promise<void> {
  const owned = tx
    .select({ id: members.workspaceId })
    .from(members)
    .where(and(eq(members.userId, userId), eq(members.role, 'owner')));
  const isOwned = inArray(workspaces.id, owned);
  await tx.select({ id: workspaces.id }).from(workspaces).where(isOwned).orderBy(workspaces.id).for('update');
}

/** Workspaces whose only owner is this person. */
async function listOrphans(tx: Queryable, userId: string): Promise<string[]> {
  const owned = await tx
    .select({ id: members.workspaceId })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.userId, userId), eq(members.role, 'owner')));
  const orphans: string[] = [];
  for (const { id } of owned) {
    const [other] = await tx
      .select({ one: sql`1` })
      .from(members)
      .where(and(eq(members.workspaceId, id), eq(members.role, 'owner'), ne(members.userId, userId)))
      .limit(1);
    if (other === undefined) orphans.push(id);
  }
  return orphans;
}
