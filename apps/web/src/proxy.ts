import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy, reportGroup, reportPath } from './content-security-policy';

/** Gives every page a fresh nonce, so that no script runs but ours. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('reporting-endpoints', `${reportGroup}="${reportPath}"`);
  return response;
}

export const config = {
  matcher: ['/((?!api/(?!docs)|_next/static|_next/image|favicon\\.ico$|icon\\.svg$).*)'],
};
