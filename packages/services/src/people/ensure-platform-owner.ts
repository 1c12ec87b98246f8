import type { Tx } from '@dovecote/db/client';
import { users } from '@dovecote/db/schema/users';
import { eq, sql } from 'drizzle-orm';
import { acrossWorkspaces } from '../across-workspaces';
import { appendAuditEvent } from '../audit/append-audit-event';
import { invalidField, parseInput } from '../parse-input';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { endSessions } from './end-sessions';
import { insertPerson } from './insert-person';
import { credentialsSchema, emailSchema } from './person-schemas';

/**
 * Makes the platform owner with a password, unless there is an owner already; a person with that address is promoted.
 * Several processes may call it at once. Answers the owner's id.
 */
export async function ensurePlatformOwner(
  ctx: ServiceContext,
  input: { email: string; password: string },
): Promise<string> {
  const { password } = parseInput(credentialsSchema, input);
  const email = parseInput(emailSchema, input.email);
  const weakness = ctx.passwordHasher.findWeakness(password, { email, name: '' });
  if (weakness !== null) throw invalidField('ADMIN_PASSWORD', weakness);
  return await findOrMakeOwner(ctx, {
    email,
    name: 'Platform owner',
    passwordHash: await ctx.passwordHasher.hash(password),
  });
}

/** The platform owner's id; an owner who does not exist yet is made, or promoted from the person with the address. */
export async function findOrMakeOwner(
  ctx: ServiceContext,
  person: { email: string; name: string; passwordHash: string | null },
): Promise<string> {
  return await acrossWorkspaces(ctx).db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('platform_owner', 0))`);
    const [owner] = await tx.select({ id: users.id }).from(users).where(eq(users.platformRole, 'owner')).limit(1);
    if (owner !== undefined) return owner.id;
    const id =
      (await promote(tx, ctx, person)) ?? (await insertPerson(tx, ctx, { ...person, platformRole: 'owner' })).user.id;
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'user.made_platform_owner',
      targetType: 'user',
      targetId: id,
    });
    return id;
  });
}

/** Anyone may have registered the address unproven, so their password and sessions end with the promotion. */
async function promote(
  tx: Tx,
  ctx: ServiceContext,
  { email, passwordHash }: { email: string; passwordHash: string | null },
): Promise<string | null> {
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
