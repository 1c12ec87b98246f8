import { AppError } from '@dovecote/errors/app-error';
import { checkApiKey, isApiKey } from '@dovecote/services/api-keys/check-api-key';
import { checkSession } from '@dovecote/services/people/check-session';
import type { AppServices, UserActor } from '@dovecote/services/service-context';
import type { AccessTokens } from './access-token';
import { readSessionIdOfCookie } from './session-cookie';

export interface ActorSource {
  services: AppServices;
  accessTokens: AccessTokens;
  authSecret: string;
  isSecure: boolean;
}

/**
 * The actor of an `Authorization` header, which holds an access token or an API key; null without one.
 * @throws AppError `UNAUTHENTICATED` for a header that does not lead to a live session or key.
 */
export async function resolveBearer(source: ActorSource, authorization: string | null): Promise<UserActor | null> {
  if (authorization === null) return null;
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  if (token !== undefined && isApiKey(token)) return await resolveApiKey(source, token);
  const sessionId = token === undefined ? null : await source.accessTokens.readSessionId(token);
  const actor = sessionId === null ? null : await checkSession(source.services, sessionId);
  if (actor === null) throw new AppError('UNAUTHENTICATED', 'The access token is not valid any more. Sign in again.');
  return actor;
}

/** The actor of the dashboard's session cookie; null when there is none or its session is over. */
export async function resolveCookie(source: ActorSource, cookieHeader: string | null): Promise<UserActor | null> {
  const sessionId = await readSessionIdOfCookie(cookieHeader, source);
  return sessionId === null ? null : await checkSession(source.services, sessionId);
}

async function resolveApiKey({ services }: ActorSource, token: string): Promise<UserActor> {
  const actor = await checkApiKey(services, token);
  if (actor === null) throw new AppError('UNAUTHENTICATED', 'This API key is not valid, or not any more.');
  return actor;
}
