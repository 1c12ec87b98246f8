import { createServer } from 'node:net';

/** Whether nobody listens on the loopback port. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free loopback port from `from` upwards. */
export async function findFreePort(from: number): Promise<number> {
  for (let port = from; port < from + 500; port += 1) {
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port between ${from} and ${from + 500}.`);
}
