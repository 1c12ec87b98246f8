import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { forbiddenAddresses, hostileUrls } from '@dovecote/safe-fetch/hostile-urls.test-helper';
import { isGlobalAddress } from '@dovecote/safe-fetch/is-global-address';
import { createSafeFetch } from '@dovecote/safe-fetch/safe-fetch';
import { atLeast, none, type TableRow } from '../print-table';

/** Stands for the open internet; every other address of this machine is forbidden, and a listener hears all of them. */
const honest = '127.0.0.2';
const urlsMin = 5_000;
const redirects = [301, 302, 303, 307, 308];

/** Everything a customer could write into an address field, against listeners on what must never be reached. */
export async function proveSsrf(rebindings: number): Promise<TableRow[]> {
  const reached = { honest: 0, forbidden: 0 };
  let location: string | null = null;
  const server = createServer((_req, res) => {
    if (location === null) res.end('ok');
    else res.writeHead(redirects[reached.honest % redirects.length] ?? 302, { location }).end();
  });
  server.on('connection', (socket) => {
    const isHonest = (socket.localAddress ?? '').replace('::ffff:', '') === honest;
    reached[isHonest ? 'honest' : 'forbidden'] += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  const { port } = server.address() as AddressInfo;
  const own = Object.values(networkInterfaces()).flatMap((one) => (one ?? []).map(({ address }) => address));
  const inside = [...forbiddenAddresses, ...own, '::1', '::ffff:127.0.0.1'];
  let lookUps = 0;
  const door = createSafeFetch({
    allows: (address) => isGlobalAddress(address) || address === honest,
    allowsHttp: true,
    // Every name changes its mind each time it is asked: outside, inside, both.
    resolve: async (name) => {
      if (!name.startsWith('rebind')) return [];
      lookUps += 1;
      const forbidden = inside[lookUps % inside.length] ?? '::1';
      return [[honest], [forbidden], [forbidden, honest], [honest, forbidden]][lookUps % 4] ?? [];
    },
  });
  const ask = async (url: string): Promise<boolean> => {
    const wanted = { url, field: 'url', method: 'POST', body: '{}', timeoutMs: 2_000, answerBytesMax: 1_000 } as const;
    return door.fetch(wanted).then(
      () => true,
      () => false,
    );
  };
  const urls = hostileUrls(port, own);
  let answered = 0;
  for (const url of urls) if (await ask(url)) answered += 1;
  // A name of its own each time, so that each has to connect anew.
  for (let index = 0; index < rebindings; index += 1) await ask(`http://rebind${index}.example.com:${port}/`);
  const rebound = reached.honest;
  for (const address of inside) {
    location = `http://${address.includes(':') ? `[${address}]` : address}:${port}/`;
    for (let turn = 0; turn < redirects.length; turn += 1) await ask(`http://${honest}:${port}/`);
  }
  await door.close();
  server.closeAllConnections();
  server.close();
  return [
    atLeast('URL forms that lead inside', urls.length, urlsMin),
    none('  of them answered', answered),
    atLeast('names that changed between look-ups', lookUps, rebindings),
    none('connections to forbidden addresses, redirects followed too', reached.forbidden),
    atLeast('  honest ones meanwhile', rebound, Math.floor(rebindings / 2)),
  ];
}
