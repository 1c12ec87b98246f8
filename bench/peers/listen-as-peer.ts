import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves a peer's webhooks on loopback and tells who started it. */
export function listenAsPeer(listener: RequestListener): void {
  const server = createServer({ keepAliveTimeout: 120_000 }, listener);
  server.listen({ port: 0, host: '127.0.0.1', backlog: 8_192 }, () => {
    process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
  });
  for (const event of ['disconnect', 'SIGTERM'] as const) process.on(event, () => process.exit(0));
}

/** What the system's command line gave a peer. */
export function peerOptions<Options>(): Options {
  return JSON.parse(process.argv[2] ?? '{}') as Options;
}
