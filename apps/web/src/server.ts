import { createServer } from 'node:http';
import next from 'next';
import { isDevelopment, nextDistDir, readEnv, takeOverSignals } from './env';
import { endGracefully } from './server/end-gracefully';
import { forwardToBotManager } from './server/forward-to-bot-manager';
import { answerHealth, isHealthPath } from './server/health';
import { nextBaseDir } from './server/next-base-dir';
import { OpenStreams } from './server/open-streams';
import { setSecurityHeaders } from './server/security-headers';
import { closeServerContext, serverContext } from './server-context';

takeOverSignals();
const env = readEnv();
const context = serverContext();
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
  setSecurityHeaders(req, res);
  if (path.startsWith('/tg/')) return forwardToBotManager(req, res, env.BOT_MANAGER_PORT);
  if (isHealthPath(path)) return answerHealth(path, res, context);
  handle(req, res).catch((error: unknown) => {
    context.logger.error({ err: error, path }, 'a page failed');
    if (!res.headersSent) res.writeHead(500).end();
    else res.destroy();
  });
});

server.listen(env.PORT, env.HOST, () => {
  context.logger.info({ host: env.HOST, port: env.PORT }, 'web is listening');
  process.send?.({ type: 'ready', port: env.PORT });
});
server.on('error', (error) => {
  context.logger.fatal({ err: error }, 'web cannot listen');
  process.exit(1);
});

endGracefully({
  server,
  streams,
  logger: context.logger,
  close: () => Promise.all([app.close(), closeServerContext()]),
});
