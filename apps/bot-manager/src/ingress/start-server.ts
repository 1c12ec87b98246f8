import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@dovecote/observability/logger';
import { answerHealth, type HealthOptions } from '../health/answer-health';
import { receiveWebhook, type WebhookOptions } from './webhook';

export interface ServerOptions extends WebhookOptions, HealthOptions {
  hostname: string;
  port: number;
  logger: Logger;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/** Webhooks, health and metrics of this process. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer((req, res) => {
    route(options, req, res).catch((error: unknown) => {
      options.logger.error({ err: error }, 'a request failed');
      if (!res.headersSent) res.writeHead(500, { 'content-length': 0 });
      res.end();
    });
  });
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.hostname, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function route(options: ServerOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
  if (path.startsWith('/tg/')) return receiveWebhook(options, req, res, path.slice(4));
  if (await answerHealth(options, path, res)) return;
  res.writeHead(404, { 'content-length': 0 });
  res.end();
}
