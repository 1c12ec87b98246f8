import { hkdfSync } from 'node:crypto';
import { jwtDecrypt } from 'jose';
import { encode } from 'next-auth/jwt';

/** `__Host-` binds the cookie to this very host; browsers accept it over https only. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-dovecote.session' : 'dovecote.session';
}

/** The session id in a request's cookies, or null; whether that session lives is for `checkSession`. */
export async function readSessionIdOfCookie(
  cookieHeader: string | null,
  settings: { authSecret: string; isSecure: boolean },
): Promise<string | null> {
  const token = readCookie(cookieHeader ?? '', sessionCookieName(settings.isSecure));
  if (token === null) return null;
  try {
    const { payload } = await jwtDecrypt(token, keyOf(settings.authSecret), { clockTolerance: 15 });
    return typeof payload.sessionId === 'string' ? payload.sessionId : null;
  } catch {
    return null;
  }
}

/** The cookie next-auth would set for a session, for programs that sign in without a browser. */
export async function sealSessionCookie(
  sessionId: string,
  settings: { authSecret: string; isSecure: boolean },
): Promise<string> {
  const token = await encode({ token: { sessionId }, secret: settings.authSecret });
  return `${sessionCookieName(settings.isSecure)}=${encodeURIComponent(token)}`;
}

let lastKey: { authSecret: string; key: Uint8Array } | undefined;

/** The key next-auth seals with. Its own `decode` derives it anew each time, a seventh of what a call costs. */
function keyOf(authSecret: string): Uint8Array {
  if (lastKey?.authSecret !== authSecret) {
    const key = hkdfSync('sha256', authSecret, '', 'NextAuth.js Generated Encryption Key', 32);
    lastKey = { authSecret, key: new Uint8Array(key) };
  }
  return lastKey.key;
}

function readCookie(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (pair.slice(0, equals).trim() === name) return decodeURIComponentOrNull(pair.slice(equals + 1).trim());
  }
  return null;
}

function decodeURIComponentOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
