import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way to a database, which can be cut and mended. */
export interface SeverableDatabase {
  url: string;
  /** Ends every connection and takes no more. */
  cut(): void;
  mend(): void;
  /** What is open passes nothing on any more and is not ended, as after a fail-over; what is opened from now on does. */
  silence(): void;
  close(): Promise<void>;
}

/** Passes on to a real database what comes for it. */
export async function severDatabase(databaseUrl: string): Promise<SeverableDatabase> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let isCut = false;
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, peer] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        peer.destroy();
      });
      socket.pipe(peer);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut,
    silence: () => {
      for (const socket of open) socket.unpipe().on('data', () => undefined);
    },
    mend: () => {
      isCut = false;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
