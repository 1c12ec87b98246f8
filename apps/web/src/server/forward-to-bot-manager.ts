import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** A manager whose machine is gone does not refuse; it is silent. */
const connectTimeoutMs = 2_000;

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

/**
 * Streams a Telegram webhook on to a bot-manager, so that one public address serves all of them. One that cannot be
 * reached is passed over for the next; once a byte of the body may have been sent, Telegram is asked to come again.
 */
export async function forwardToBotManager(
  req: IncomingMessage,
  res: ServerResponse,
  addresses: readonly string[],
): Promise<void> {
  for (const address of addresses) {
    const onward = request(address, {
      // As it came: resolved against the address, `%2e%2e` would lead out of `/tg/`.
      path: req.url ?? '/',
      ...(req.method === undefined ? {} : { method: req.method }),
      headers: endToEnd(req.headers),
    });
    if (await isReachable(onward)) return passOn(req, res, onward);
    if (res.destroyed) return;
  }
  askAgain(res);
}

function passOn(req: IncomingMessage, res: ServerResponse, onward: ClientRequest): void {
  onward.on('error', () => {
    if (res.headersSent) {
      res.destroy();
      return;
    }
    // What is left of the body has to go, or the sender's next request on this connection would wait behind it.
    req.unpipe(onward);
    req.resume();
    askAgain(res);
  });
  onward.on('response', (answer) => {
    // Answered before the body had come: what the sender still has to say is not read, and must not be in the way.
    const ending = req.complete ? {} : { connection: 'close' };
    res.writeHead(answer.statusCode ?? 502, { ...endToEnd(answer.headers), ...ending });
    answer.pipe(res);
  });
  res.on('close', () => onward.destroy());
  req.pipe(onward);
}

function isReachable(onward: ClientRequest): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => onward.destroy(), connectTimeoutMs);
    const settle = (isThere: boolean) => {
      clearTimeout(timer);
      resolve(isThere);
    };
    onward.on('error', () => settle(false));
    onward.once('close', () => settle(false));
    onward.once('socket', (socket) => {
      if (!socket.connecting) settle(true);
      else socket.once('connect', () => settle(true));
    });
  });
}

function askAgain(res: ServerResponse): void {
  if (!res.headersSent && !res.destroyed) res.writeHead(503, { 'retry-after': '2' }).end();
}
