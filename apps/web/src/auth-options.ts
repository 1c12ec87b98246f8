import { createAuthOptions } from '@dovecote/auth/next-auth-options';
import type { NextAuthOptions } from 'next-auth';
import { isServedSecurely } from './env';
import { toHeaders } from './server/to-headers';
import { serverContext } from './server-context';

let made: NextAuthOptions | undefined;

/** next-auth's settings; apart from the server context, because Node itself cannot load next-auth's providers. */
export function authOptions(): NextAuthOptions {
  if (made !== undefined) return made;
  const { deps, env } = serverContext();
  made = createAuthOptions({
    services: deps.services,
    auth: deps.auth,
    authSecret: env.AUTH_SECRET,
    isSecure: isServedSecurely(env),
    describeRequest: (headers) => deps.describeRequest(toHeaders(headers ?? {})),
    signInPath: '/sign-in',
  });
  return made;
}
