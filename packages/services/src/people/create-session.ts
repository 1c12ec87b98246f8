import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq, sql } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { queueMail } from '../mails/queue-mail';
import { recordSecurityEvent, storableAgent } from '../security/record-security-event';
import type { ServiceContext, UserActor } from '../service-context';

const sessionMs = 30 * 86_400_000;

/** How the person just proved who they are. */
export type SignInMethod = 'registration' | 'password' | 'second_factor' | 'passkey' | 'link';

export interface SessionOwner {
  id: string;
  email: string;
  platformRole: UserActor['platformRole'];
  /** As it was when the person was recognised by it. */
  passwordHash?: string | null;
}

/** Starts a session on the requesting device and records the sign-in; a device not seen before is told by mail. */
export async function createSession(
  ctx: ServiceContext,
  user: SessionOwner,
  kind: 'web' | 'rest',
  method: SignInMethod = 'password',
): Promise<{ sessionId: string; expiresAt: Date }> {
  const now = ctx.clock();
  const sessionId = newId('session');
  const expiresAt = new Date(now.getTime() + sessionMs);
  const hasSecondFactor = method === 'second_factor' || method === 'passkey';
  const userAgent = storableAgent(ctx.request.userAgent);
  await ctx.db.transaction(async (tx) => {
    await assertUnchanged(tx, user);
    const isNew = await isNewDevice(tx, user.id, userAgent);
    await tx.insert(sessions).values({
      id: sessionId,
      userId: user.id,
      kind,
      ip: ctx.request.ip,
      userAgent,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      steppedUpAt: now,
      secondFactorAt: hasSecondFactor ? now : null,
    });
    await recordSecurityEvent(tx, ctx, { userId: user.id, kind: 'sign_in', detail: { method } });
    if (isNew) await tellOfNewDevice(tx, ctx, user, userAgent);
    const actor = { kind: 'user' as const, userId: user.id, sessionId, platformRole: user.platformRole };
    await appendAuditEvent(
      tx,
      { ...ctx, actor },
      {
        workspaceId: null,
        action: 'session.started',
        targetType: 'session',
        targetId: sessionId,
        after: { kind, method },
      },
    );
  });
  return { sessionId, expiresAt };
}

/** A sign-in that was under way while the password changed must not outlive it. */
async function assertUnchanged(tx: Tx, { id, passwordHash }: SessionOwner): Promise<void> {
  if (passwordHash === undefined) return;
  const [user] = await tx.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, id)).for('share');
  if (user?.passwordHash === passwordHash) return;
  throw new AppError('INVALID_CREDENTIALS', 'The password was changed meanwhile. Sign in with the new one.');
}

/** A first sign-in has nothing to compare with. */
async function isNewDevice(tx: Tx, userId: string, userAgent: string | null): Promise<boolean> {
  const isSame = sql<boolean>`bool_or(${sessions.userAgent} is not distinct from ${userAgent}::text)`;
  const [known] = await tx
    .select({ isSame })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .having(sql`count(*) > 0`);
  return known !== undefined && !known.isSame;
}

async function tellOfNewDevice(
  tx: Tx,
  ctx: ServiceContext,
  user: SessionOwner,
  userAgent: string | null,
): Promise<void> {
  await recordSecurityEvent(tx, ctx, { userId: user.id, kind: 'new_device' });
  await queueMail(tx, ctx, {
    userId: user.id,
    workspaceId: null,
    recipient: user.email,
    subject: 'A new device signed in to your account',
    body: `Someone signed in to your account at ${ctx.clock().toISOString()}.\n\nDevice: ${userAgent ?? 'unknown'}\nNetwork: ${ctx.request.ip ?? 'unknown'}\n\nIf it was not you, sign that device out in your account and change your password.`,
  });
}
