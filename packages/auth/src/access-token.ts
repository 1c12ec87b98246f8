import { createHmac, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

export const accessTokenSeconds = 15 * 60;

const issuer = 'dovecote';
const audience = 'dovecote-rest';

export interface AccessTokens {
  /** A token that names a session; whether that session lives is read from its row on every request. */
  sign(session: { userId: string; sessionId: string }): Promise<string>;
  /** The session id, or null for a token that is forged, of another use, or too old. */
  readSessionId(token: string): Promise<string | null>;
}

/** HS256 JWTs of 15 minutes under a key derived from the secret of this installation. */
export function createAccessTokens(authSecret: string, clock: () => Date): AccessTokens {
  const key = createHmac('sha256', authSecret).update('dovecote/v1/access-token').digest();
  return {
    async sign({ userId, sessionId }) {
      const nowSeconds = Math.floor(clock().getTime() / 1000);
      return await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(randomUUID())
        .setIssuedAt(nowSeconds)
        .setExpirationTime(nowSeconds + accessTokenSeconds)
        .sign(key);
    },
    async readSessionId(token) {
      try {
        const options = { issuer, audience, algorithms: ['HS256'], typ: 'at+jwt', currentDate: clock() };
        const { payload } = await jwtVerify(token, key, options);
        return typeof payload.sid === 'string' ? payload.sid : null;
      } catch {
        return null;
      }
    },
  };
}
