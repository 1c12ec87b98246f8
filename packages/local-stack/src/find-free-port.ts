import { createServer } from 'node:net';
import { StartRefusal } from './start-refusal';

const loopback = '127.0.0.1';
const takenCodes = ['EADDRINUSE', 'EACCES'];

/** Whether we may listen on the host's port. Throws a StartRefusal when nothing can listen on that host at all. */
export function isPortFree(port: number, host = loopback): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      if (takenCodes.includes(code)) resolve(false);
      else
        reject(new StartRefusal(`HOST ${host} is not an address of this machine (${code}). Leave it at ${loopback}.`));
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The host's first free port from `from` upwards. */
export async function findFreePort(from: number, host = loopback): Promise<number> {
  for (let port = from; port < from + 500; port += 1) {
    if (await isPortFree(port, host)) return port;
  }
  throw new Error(`No free port between ${from} and ${from + 500}.`);
}
