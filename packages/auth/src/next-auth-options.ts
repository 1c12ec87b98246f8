import { AppError, toAppError } from '@dovecote/errors/app-error';
import { parseInput } from '@dovecote/services/parse-input';
import { passkeyAnswerSchema } from '@dovecote/services/passkeys/verify-passkey';
import { checkSession } from '@dovecote/services/people/check-session';
import { revokeSession } from '@dovecote/services/people/revoke-session';
import type { AppServices, RequestInfo, ServiceContext } from '@dovecote/services/service-context';
import type { NextAuthOptions, User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import type { Auth } from './create-auth';
import { sessionCookieName } from './session-cookie';

declare module 'next-auth' {
  interface User {
    sessionId: string;
  }
  interface Session {
    /** Null once the session was revoked, expired, or its person suspended. */
    sessionId: string | null;
    userId: string | null;
    platformRole: 'user' | 'admin' | 'owner' | null;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sessionId?: string;
  }
}

export interface NextAuthDeps {
  services: AppServices;
  auth: Auth;
  authSecret: string;
  isSecure: boolean;
  /** Where a request comes from, as this deployment knows it. */
  describeRequest(headers: Record<string, unknown> | undefined): RequestInfo;
  signInPath: string;
}

const sessionSeconds = 30 * 86_400;

/** next-auth v4 with our own session rows: its cookie holds the session id only, and each read checks the row. */
export function createAuthOptions(deps: NextAuthDeps): NextAuthOptions {
  const { services, auth, authSecret, isSecure } = deps;
  const contextOf = (headers: Record<string, unknown> | undefined): ServiceContext => ({
    ...services,
    actor: { kind: 'anonymous' },
    request: deps.describeRequest(headers),
  });
  return {
    secret: authSecret,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: deps.signInPath, error: deps.signInPath },
    useSecureCookies: isSecure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(isSecure),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      },
    },
    providers: [
      CredentialsProvider({
        id: 'credentials',
        name: 'Password',
        credentials: {
          email: { type: 'email' },
          password: { type: 'password' },
          otp: { type: 'text' },
          passkey: { type: 'text' },
        },
        authorize: async (credentials, req) =>
          await startSession(async () => {
            const { email = '', password = '', otp, passkey } = credentials ?? {};
            const proof = { otp, ...(passkey && { passkey: readPasskey(passkey) }) };
            return await auth.startWebSession(contextOf(req.headers), { email, password, ...proof });
          }),
      }),
      CredentialsProvider({
        id: 'passkey',
        name: 'Passkey',
        credentials: { passkey: { type: 'text' } },
        authorize: async (credentials, req) =>
          await startSession(async () => {
            return await auth.startWebSessionByPasskey(contextOf(req.headers), readPasskey(credentials?.passkey ?? ''));
          }),
      }),
      CredentialsProvider({
        id: 'one-time-link',
        name: 'One-time link',
        credentials: { token: { type: 'text' } },
        authorize: async (credentials, req) =>
          await startSession(async () => {
            return await auth.startWebSessionByLink(contextOf(req.headers), credentials?.token ?? '');
          }),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sessionId: user?.sessionId ?? token.sessionId }),
      async session({ session, token }) {
        const actor = token.sessionId === undefined ? null : await checkSession(services, token.sessionId);
        return {
          expires: session.expires,
          sessionId: actor?.sessionId ?? null,
          userId: actor?.userId ?? null,
          platformRole: actor?.platformRole ?? null,
        };
      },
    },
    events: {
      async signOut({ token }) {
        const actor = token.sessionId === undefined ? null : await checkSession(services, token.sessionId);
        if (actor !== null) await revokeSession({ ...contextOf(undefined), actor }, actor.sessionId);
      },
    },
  };
}

/** What the browser answered, which came as a field of a form. */
function readPasskey(text: string) {
  try {
    return parseInput(passkeyAnswerSchema, JSON.parse(text));
  } catch (cause) {
    throw new AppError('INVALID_CREDENTIALS', 'This passkey cannot be read.', { cause });
  }
}

/** next-auth shows a thrown error's text in the address, so only our code goes there. */
async function startSession(start: () => Promise<{ sessionId: string; user: { id: string } }>): Promise<User> {
  try {
    const { sessionId, user } = await start();
    return { id: user.id, sessionId };
  } catch (error) {
    throw new Error(toAppError(error).code);
  }
}
