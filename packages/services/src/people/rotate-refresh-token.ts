import type { Tx } from '@dovecote/db/client';
import { refreshTokens, sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { createRefreshToken } from './create-refresh-token';
import { endSessions } from './end-sessions';
import { hashOpaqueToken } from './opaque-token';

export const refreshSchema = z.strictObject({ refreshToken: z.string().min(1).max(200) });

export interface RotatedToken {
  refreshToken: string;
  sessionId: string;
  userId: string;
}

const graceMs = 10_000;

/**
 * Exchanges a refresh token for a new one. A used one that comes back ends the whole family, but for 10 s after its use
 * while its successor is unused: then the answer was lost, or two tabs asked at once (RFC 9700, section 4.14.2).
 * @throws AppError `UNAUTHENTICATED`, or `TOKEN_REUSED` after the family ended by reuse.
 */
export async function rotateRefreshToken(
  ctx: ServiceContext,
  input: z.input<typeof refreshSchema>,
): Promise<RotatedToken> {
  const tokenHash = hashOpaqueToken(parseInput(refreshSchema, input).refreshToken);
  const rotated = await ctx.db.transaction(async (tx) => await rotate(tx, ctx, tokenHash));
  if (rotated === 'reused') {
    throw new AppError('TOKEN_REUSED', 'This refresh token was used before. The session is over; sign in again.');
  }
  return rotated;
}

async function rotate(tx: Tx, ctx: ServiceContext, tokenHash: string): Promise<RotatedToken | 'reused'> {
  const [found] = await tx
    .select({ token: refreshTokens, session: sessions, user: users })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(refreshTokens.tokenHash, tokenHash))
    .for('update', { of: sessions });
  const now = ctx.clock();
  if (found?.session.revokedReason === 'token_reused') return 'reused';
  const isLive = found !== undefined && found.session.revokedAt === null && found.session.expiresAt > now;
  if (!isLive || found.user.suspendedAt !== null || found.user.awaitsVerification) {
    throw new AppError('UNAUTHENTICATED', 'The session is over. Sign in again.');
  }
  const { session } = found;
  const [token] = await tx.select().from(refreshTokens).where(eq(refreshTokens.tokenHash, tokenHash));
  if (token !== undefined && token.usedAt !== null && !(await isInGrace(tx, token, now))) {
    const { id: sessionId, userId } = session;
    await endSessions(tx, { userId, sessionId }, now, 'token_reused');
    await recordSecurityEvent(tx, ctx, { userId, kind: 'token_reused' });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'session.token_reused',
      targetType: 'session',
      targetId: session.id,
      after: { userId: session.userId },
    });
    return 'reused';
  }
  const refreshToken = await createRefreshToken(ctx, tx, session.id);
  if (token?.usedAt === null) {
    await tx
      .update(refreshTokens)
      .set({ usedAt: now, replacedByHash: hashOpaqueToken(refreshToken) })
      .where(eq(refreshTokens.tokenHash, tokenHash));
  }
  await tx.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, session.id));
  return { refreshToken, sessionId: session.id, userId: session.userId };
}

async function isInGrace(tx: Tx, token: typeof refreshTokens.$inferSelect, now: Date): Promise<boolean> {
  if (token.usedAt === null || token.replacedByHash === null) return false;
  if (now.getTime() - token.usedAt.getTime() > graceMs) return false;
  const [successor] = await tx.select().from(refreshTokens).where(eq(refreshTokens.tokenHash, token.replacedByHash));
  return successor?.usedAt === null;
}
