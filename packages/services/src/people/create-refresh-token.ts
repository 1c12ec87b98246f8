import type { Queryable } from '@dovecote/db/client';
import { refreshTokens } from '@dovecote/db/schema/sessions';
import type { AppServices } from '../service-context';
import { hashOpaqueToken, newOpaqueToken } from './opaque-token';

/** A new refresh token of a session's family; only its hash is kept. */
export async function createRefreshToken(
  services: Pick<AppServices, 'clock'>,
  tx: Queryable,
  sessionId: string,
): Promise<string> {
  const token = newOpaqueToken('refresh');
  await tx.insert(refreshTokens).values({ tokenHash: hashOpaqueToken(token), sessionId, createdAt: services.clock() });
  return token;
}
