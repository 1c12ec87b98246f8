import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';

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

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

/** Streams a Telegram webhook on to the bot-manager, so that one public address serves both. */
export function forwardToBotManager(
  req: IncomingMessage,
  res: ServerResponse,
  manager: { host: string; port: number },
): void {
  const onward = request(
    { ...manager, method: req.method, path: req.url, headers: endToEnd(req.headers) },
    (answer) => {
      res.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      answer.pipe(res);
    },
  );
  onward.on('error', () => {
    if (res.headersSent) res.destroy();
    else res.writeHead(503, { 'retry-after': '2' }).end();
  });
  res.on('close', () => onward.destroy());
  req.pipe(onward);
}
