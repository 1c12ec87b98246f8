import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectDatabase } from '@dovecote/db/client';
import { listManagerAddresses } from '@dovecote/services/processes/list-manager-addresses';
import { forwardToBotManager } from '../../../apps/web/src/server/forward-to-bot-manager';
import { ManagerAddresses } from '../../../apps/web/src/server/manager-addresses';

/** What the web process does with `/tg/*`, without its pages. */
const [, , databaseUrl = '', port = '0'] = process.argv;
const { db } = connectDatabase({
  url: databaseUrl,
  applicationName: 'prove-door',
  connectionsMax: 2,
  onPoolError: () => undefined,
});
const managers = new ManagerAddresses({
  read: () => listManagerAddresses({ db }),
  fallback: 'http://127.0.0.1:9',
  nowMs: () => performance.now(),
});
const server = createServer((req, res) => {
  managers
    .list()
    .then((addresses) => forwardToBotManager(req, res, addresses))
    .catch(() => res.destroy());
});
server.keepAliveTimeout = 75_000;
server.listen(Number(port), '127.0.0.1', () => {
  process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit(0));
