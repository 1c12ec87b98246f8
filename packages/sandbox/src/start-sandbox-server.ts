import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { BotRegistry } from './bot-registry';
import { answerControlRequest } from './control/answer-control-request';
import { answerBotRequest, isBotPath } from './http/answer-bot-request';
import { answerHealth } from './http/answer-health';
import { type Clock, defaultLimits, MovableClock, type SandboxLimits } from './sandbox-limits';
import type { SandboxStore } from './store/sandbox-store';
import { Waiters } from './waiters';

const resumeRetryMs = 1_000;

export interface SandboxServerSettings {
  host: string;
  /** 0 for any free port. */
  port: number;
  /** What `/control/*` asks for as a bearer token. */
  controlToken: string;
  store: SandboxStore;
  clock?: Clock;
  limits?: Partial<SandboxLimits>;
  /** Whether bots may have webhooks on this machine; off where strangers have bots. On by default. */
  allowLoopbackWebhooks?: boolean;
  onError?(error: unknown): void;
}

export interface SandboxServer {
  port: number;
  /** Ends long polls and deliveries, stores what is not yet durable and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a Bot API server that a Telegram library cannot tell from Telegram's, with simulated people behind
 * `/control/*`. What it acknowledges is durable in `store`. Rejects when the port is taken.
 */
export async function startSandboxServer(settings: SandboxServerSettings): Promise<SandboxServer> {
  const { store, clock = new MovableClock(), onError = () => {}, allowLoopbackWebhooks = true } = settings;
  const limits = { ...defaultLimits, ...settings.limits };
  const registry = new BotRegistry({ store, clock, limits, allowLoopbackWebhooks });
  const closing = new AbortController();
  // One listener for each request under way, however many.
  setMaxListeners(0, closing.signal);
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = parseUrl(req.url);
    const gone = new AbortController();
    const abort = () => {
      if (closing.signal.aborted && !res.headersSent) res.setHeader('connection', 'close');
      gone.abort();
    };
    res.on('close', abort);
    closing.signal.addEventListener('abort', abort);
    const { signal } = gone;
    try {
      if (isBotPath(url.pathname)) await answerBotRequest({ registry, limits, req, res, url, signal });
      else if (url.pathname.startsWith('/control/')) {
        await answerControlRequest({
          registry,
          clock,
          controlToken: settings.controlToken,
          req,
          res,
          url,
          signal,
          onError,
        });
      } else await answerHealth(res, url.pathname, store, closing.signal.aborted);
    } finally {
      closing.signal.removeEventListener('abort', abort);
    }
  };
  const server = createServer((req, res) => {
    if (closing.signal.aborted) res.setHeader('connection', 'close');
    answer(req, res).catch((error: unknown) => {
      onError(error);
      res.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  void resumeWebhooks(registry, closing.signal, onError);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      closing.abort();
      server.closeIdleConnections();
      const cutOff = setTimeout(() => server.closeAllConnections(), 1_000);
      await registry.close();
      await closed;
      clearTimeout(cutOff);
    },
  };
}

/** A store that is down at the start must not keep deliveries down after it is back. */
async function resumeWebhooks(registry: BotRegistry, signal: AbortSignal, onError: (error: unknown) => void) {
  const pause = new Waiters();
  while (!signal.aborted) {
    try {
      return await registry.resumeWebhooks();
    } catch (error) {
      onError(error);
      await pause.wait(resumeRetryMs, signal);
    }
  }
}

function parseUrl(path = '/'): URL {
  const base = 'http://sandbox';
  return URL.canParse(path, base) ? new URL(path, base) : new URL('/', base);
}
