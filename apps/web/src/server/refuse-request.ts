import type { IncomingMessage } from 'node:http';
import { isOwnSite } from '@dovecote/api/is-own-site';

export interface Refusal {
  status: 403 | 411 | 413;
  message: string;
}

const bodyBytesMax = 1024 * 1024;
/** Documents and chat exports. */
const uploadBytesMax = 8 * 1024 * 1024;
const uploads = /^\/api\/trpc\/faq\.(addDocument|importChat)$/;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** They know their callers by bearer tokens or secrets and never by a cookie, or change nothing; each caps its bodies. */
const withoutCookies = /^\/(tg|api\/v1|api\/csp-reports)(\/|$)/;

/** Why a request that could change something with our cookie goes no further; null for all others. */
export function refuseRequest(req: IncomingMessage, ownOrigins: readonly string[]): Refusal | null {
  const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
  if (safeMethods.has(req.method ?? '') || withoutCookies.test(path)) return null;
  const headers = { get: (name: string) => first(req.headers[name]) };
  if (!isOwnSite(headers, [...ownOrigins, originOf(req)])) {
    return { status: 403, message: 'This request came from another site.' };
  }
  // Browsers know the length of what our pages send; of anything else it could not be capped in advance.
  if (req.headers['transfer-encoding'] !== undefined) return { status: 411, message: 'Send a Content-Length.' };
  const allowed = uploads.test(path) ? uploadBytesMax : bodyBytesMax;
  if (Number(req.headers['content-length'] ?? 0) > allowed) {
    return { status: 413, message: `The body is larger than ${allowed / 1024 / 1024} MiB.` };
  }
  return null;
}

/** A foreign page cannot send the proxy's header: it would have to ask first, and is refused. */
function originOf(req: IncomingMessage): string {
  const scheme = req.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${req.headers.host ?? ''}`;
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
