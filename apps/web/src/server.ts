import { createServer } from 'node:http';
import { originOf } from '@dovecote/errors/origin-of';
import { listManagerAddresses } from '@dovecote/services/processes/list-manager-addresses';
import next from 'next';
import { isDevelopment, nextDistDir, prepareFrameworks, readEnv } from './env';
import { announceOwner } from './server/announce-owner';
import { noteClientAddress } from './server/client-address';
import { endGracefully } from './server/end-gracefully';
import { followSettings } from './server/follow-settings';
import { forwardToBotManager } from './server/forward-to-bot-manager';
import { answerHealth, isHealthPath } from './server/health';
import { ManagerAddresses } from './server/manager-addresses';
import { nextBaseDir } from './server/next-base-dir';
import { OpenStreams } from './server/open-streams';
import { refuseRequest } from './server/refuse-request';
import { refuseUnroutable } from './server/refuse-unroutable';
import { setSecurityHeaders } from './server/security-headers';
import { serverContext } from './server-context';

const env = readEnv();
prepareFrameworks(env);
const context = serverContext();
const { logger } = context;
const managers = new ManagerAddresses({
  read: () => listManagerAddresses(context.deps.services),
  fallback: originOf(env.BOT_MANAGER_HOST, env.BOT_MANAGER_PORT),
  nowMs: () => performance.now(),
});
const app = next({
  dev: isDevelopment(),
  dir: nextBaseDir(),
  hostname: env.HOST,
  port: env.PORT,
  ...(isDevelopment() ? {} : { conf: { distDir: nextDistDir() } }),
});
await app.prepare();
const handle = app.getRequestHandler();
const streams = new OpenStreams();

const server = createServer((req, res) => {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  streams.watch(res);
  noteClientAddress(req);
  setSecurityHeaders(req, res, context.isSecure);
  const refusal = refuseRequest(req, context.ownOrigins);
  if (refusal !== null) {
    // What the sender still has to say is not read.
    res.writeHead(refusal.status, { 'content-type': 'text/plain', connection: 'close' }).end(refusal.message);
    return;
  }
  const answer = path.startsWith('/tg/')
    ? managers.list().then((addresses) => forwardToBotManager(req, res, addresses))
    : isHealthPath(path)
      ? answerHealth(path, res, context, isEnding())
      : refuseUnroutable(req, res, path, context).then((isRefused) => (isRefused ? undefined : handle(req, res)));
  answer.catch((err: unknown) => {
    logger.error({ err, path }, 'a request failed');
    if (res.headersSent) res.destroy();
    else res.writeHead(500).end();
  });
});
const isEnding = endGracefully({
  server,
  streams,
  logger,
  close: () => Promise.allSettled([app.close(), context.close()]),
});

server.on('error', (err) => {
  logger.fatal({ err }, 'web cannot listen');
  process.exit(1);
});
// Next keeps a process alive that fails here: it would be neither ready nor gone.
const { linkPath: ownerLinkPath, notice } = await announceOwner(context).catch((err: unknown) => {
  logger.fatal({ err }, 'web cannot start');
  process.exit(1);
});
if (notice !== undefined) logger.warn(notice);
void followSettings(context);
server.listen(env.PORT, env.HOST, () => {
  logger.info({ host: env.HOST, port: env.PORT }, 'web listens');
  process.send?.({ type: 'ready', port: env.PORT, ownerLinkPath, notice });
});

process.on('unhandledRejection', (err) => logger.error({ err }, 'unhandled rejection'));
