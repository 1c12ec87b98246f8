import type { Tx } from '@dovecote/db/client';
import { securityEvents } from '@dovecote/db/schema/security-events';
import { users } from '@dovecote/db/schema/users';
import { and, eq, sql } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import { appendAuditEvent } from '../audit/append-audit-event';
import { invalidField, parseInput } from '../parse-input';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { endSessions } from './end-sessions';
import { insertPerson } from './insert-person';
import { credentialsSchema, emailSchema } from './person-schemas';
import { voidLinks } from './void-links';

const ownerName = 'Platform owner';

interface OwnerToBe {
  email: string;
  name: string;
  passwordHash: string | null;
}

export interface EnsuredOwner {
  id: string;
  /** Why the address and the password were not given to the owner; null if they are theirs. */
  ignored: 'has_signed_in' | 'address_taken' | null;
}

/**
 * Makes the platform owner with a password; a person with that address is promoted. An owner who never signed in gets the
 * address and the password, and links made for them end; any other owner stays as they are. Several processes may call it
 * at once.
 */
export async function ensurePlatformOwner(
  ctx: ServiceContext,
  input: { email: string; password: string },
): Promise<EnsuredOwner> {
  const { password } = parseInput(credentialsSchema, input);
  const email = parseInput(emailSchema, input.email);
  const weakness = ctx.passwordHasher.findWeakness(password, { email, name: '' });
  if (weakness !== null) throw invalidField('ADMIN_PASSWORD', weakness);
  const passwordHash = await ctx.passwordHasher.hash(password);
  return await acrossWorkspaces(ctx).db.transaction(async (tx) => {
    const owner = await lockOwner(tx);
    if (owner === undefined) {
      return { id: await makeOwner(tx, ctx, { email, name: ownerName, passwordHash }), ignored: null };
    }
    const { id } = owner;
    if (owner.email === email && (await ctx.passwordHasher.verify(owner.passwordHash, password)))
      return { id, ignored: null };
    if (await hasSignedIn(tx, id)) return { id, ignored: 'has_signed_in' };
    if (owner.email !== email && (await isTaken(tx, email))) return { id, ignored: 'address_taken' };
    const now = ctx.clock();
    await tx.update(users).set({ email, passwordHash, updatedAt: now }).where(eq(users.id, id));
    await voidLinks(tx, id, now);
    await auditOwner(tx, ctx, id);
    return { id, ignored: null };
  });
}

/** The platform owner's id; an owner who does not exist yet is made without a password. */
export async function findOrMakeOwner(ctx: ServiceContext, email: string): Promise<string> {
  return await acrossWorkspaces(ctx).db.transaction(
    async (tx) =>
      (await lockOwner(tx))?.id ?? (await makeOwner(tx, ctx, { email, name: ownerName, passwordHash: null })),
  );
}

/** Nobody else makes or changes the owner before the transaction ends. */
async function lockOwner(tx: Tx): Promise<typeof users.$inferSelect | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('platform_owner', 0))`);
  const [owner] = await tx.select().from(users).where(eq(users.platformRole, 'owner')).limit(1);
  return owner;
}

async function makeOwner(tx: Tx, ctx: ServiceContext, person: OwnerToBe): Promise<string> {
  const id =
    (await promote(tx, ctx, person)) ?? (await insertPerson(tx, ctx, { ...person, platformRole: 'owner' })).user.id;
  await auditOwner(tx, ctx, id);
  return id;
}

function auditOwner(tx: Tx, ctx: ServiceContext, id: string): Promise<unknown> {
  return appendAuditEvent(tx, ctx, {
    workspaceId: null,
    action: 'user.made_platform_owner',
    targetType: 'user',
    targetId: id,
  });
}

/** Sessions are swept in time; that there was one is kept with the account. */
async function hasSignedIn(tx: Tx, userId: string): Promise<boolean> {
  const isSignIn = and(eq(securityEvents.userId, userId), eq(securityEvents.kind, 'sign_in'));
  return (await tx.$count(securityEvents, isSignIn)) > 0;
}

async function isTaken(tx: Tx, email: string): Promise<boolean> {
  return (await tx.$count(users, eq(users.email, email))) > 0;
}

/** Anyone may have registered the address unproven, so their password and sessions end with the promotion. */
async function promote(tx: Tx, ctx: ServiceContext, { email, passwordHash }: OwnerToBe): Promise<string | null> {
  const [promoted] = await tx
    .update(users)
    .set({ platformRole: 'owner', passwordHash, awaitsVerification: false, updatedAt: ctx.clock() })
    .where(eq(users.email, email))
    .returning({ id: users.id });
  if (promoted === undefined) return null;
  await endSessions(tx, { userId: promoted.id }, ctx.clock(), 'promoted');
  await recordSecurityEvent(tx, ctx, { userId: promoted.id, kind: 'role_changed', detail: { to: 'owner' } });
  return promoted.id;
}
