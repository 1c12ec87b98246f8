import { randomBytes } from 'node:crypto';
import type { RequestInfo } from '@dovecote/services/service-context';

/**
 * The usual `describeRequest`. The address is taken from `ipHeader`, which the server in front must overwrite; without
 * one every request counts as of one network.
 */
export function requestDescriber(ipHeader: string | null): (headers: Headers) => RequestInfo {
  return (headers) => ({
    ip: ipHeader === null ? null : (headers.get(ipHeader)?.split(',')[0]?.trim().slice(0, 64) ?? null),
    userAgent: headers.get('user-agent')?.slice(0, 300) ?? null,
    requestId: `req_${randomBytes(10).toString('hex')}`,
    loopbackOrigin: loopbackOriginOf(headers.get('host')),
  });
}

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** A `Host` of any other name may be whatever its sender made up. */
function loopbackOriginOf(host: string | null): string | null {
  return host !== null && loopbackHost.test(host) ? `http://${host}` : null;
}
