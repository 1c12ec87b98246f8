import type { IncomingMessage } from 'node:http';

/** Our own server writes it on every request, over whatever the sender put there. */
export const clientAddressHeader = 'x-dovecote-client';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Notes where a request came from, for sessions, audit events and limits. A proxy is believed only on this machine. */
export function noteClientAddress(req: IncomingMessage): void {
  const remote = req.socket.remoteAddress ?? '';
  const nearest = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  req.headers[clientAddressHeader] = loopback.has(remote) && nearest ? nearest : remote;
}
