import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BotRegistry } from '../bot-registry';
import { executeMethod, type MethodAnswer, refuse } from '../execute-method';
import { filePath } from '../methods/file-input';
import type { Params } from '../params';
import { badRequest, Refusal, tooManyRequests } from '../refusal';
import type { SandboxBot } from '../sandbox-bot';
import type { SandboxLimits } from '../sandbox-limits';
import { readParams } from './read-params';

export interface BotExchange {
  registry: BotRegistry;
  limits: SandboxLimits;
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  /** Aborts when the caller went away or the server closes. */
  signal: AbortSignal;
}

const callPath = /^\/bot([^/]*)\/(?:test\/)?([^/]*)\/?$/;
const filePathOfToken = /^\/file\/bot([^/]*)\/(.+)$/;
const tokenShape = /^\d{1,20}:[A-Za-z0-9_-]{1,100}$/;

/** Whether a path belongs to the Bot API, for bots to call or to fetch files from. */
export function isBotPath(path: string): boolean {
  return callPath.test(path) || filePathOfToken.test(path);
}

/** Answers a call or a file's download as https://core.telegram.org/bots/api#making-requests describes. */
export async function answerBotRequest(exchange: BotExchange): Promise<void> {
  const { res, url } = exchange;
  try {
    const [, token = '', name = ''] = callPath.exec(url.pathname) ?? [];
    if (name !== '') await answerCall(exchange, await authenticate(exchange, token), name);
    else await serveFile(exchange);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'Internal Server Error');
    if (!res.headersSent) sendAnswer(res, refuse(refusal));
  }
}

async function authenticate({ registry }: BotExchange, token: string): Promise<SandboxBot> {
  const plain = token.replace(/%3a/i, ':');
  if (!tokenShape.test(plain)) throw new Refusal(404, 'Not Found');
  const bot = await registry.findByToken(plain);
  if (bot === null) throw new Refusal(401, 'Unauthorized');
  return bot;
}

async function answerCall(exchange: BotExchange, bot: SandboxBot, name: string): Promise<void> {
  const { req, res, url, limits, signal, registry } = exchange;
  const params = await readParams(req, url.searchParams, limits.requestBytesMax);
  const logged = bot.calls.add(name, params.values, bot.context.clock.nowMs());
  const fault = bot.faults.take(name);
  if (fault !== null) logged.fault = fault.kind;
  if (fault?.kind === 'timeout') return await aborted(signal);
  if (fault?.kind === 'reset') return void res.socket?.resetAndDestroy();
  let answer: MethodAnswer;
  if (fault?.kind === '429') answer = refuse(tooManyRequests(fault.retryAfter ?? 1));
  else if (fault?.kind === '400') answer = refuse(badRequest('refused as ordered'));
  else if (fault?.kind === '500') answer = refuse(new Refusal(500, 'Internal Server Error'));
  else answer = await execute(registry, bot, name, params, signal);
  logged.isExecuted = answer.body.ok;
  if (answer.body.error_code !== undefined) logged.errorCode = answer.body.error_code;
  if (fault?.kind === 'lost-answer') res.socket?.destroy();
  else sendAnswer(res, answer, fault?.kind === 'cut');
}

async function execute(
  registry: BotRegistry,
  bot: SandboxBot,
  name: string,
  params: Params,
  signal: AbortSignal,
): Promise<MethodAnswer> {
  const answer = await executeMethod(bot, name, params, signal);
  if (/webhook$/i.test(name)) {
    registry.syncWebhook(bot);
    bot.updateWaiters.wake();
  }
  return answer;
}

function sendAnswer(res: ServerResponse, answer: MethodAnswer, isCut = false): void {
  const text = JSON.stringify(answer.body);
  const headers: Record<string, string | number> = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  };
  const { parameters } = answer.body;
  if (parameters !== undefined && 'retry_after' in parameters) headers['retry-after'] = String(parameters.retry_after);
  if (answer.status === 413) headers.connection = 'close';
  res.writeHead(answer.status, headers);
  if (isCut) res.write(text.slice(0, text.length / 2), () => res.socket?.destroy());
  else res.end(text);
}

async function serveFile(exchange: BotExchange): Promise<void> {
  const { res, url } = exchange;
  const [, token = '', path = ''] = filePathOfToken.exec(url.pathname) ?? [];
  const bot = await authenticate(exchange, token);
  const fileId = path.split('/').at(-1)?.split('.')[0] ?? '';
  const file = await bot.context.store.findFile(bot.identity.telegramId, fileId);
  if (file === null || filePath(file) !== path) throw new Refusal(404, 'Not Found');
  res.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  res.end(file.bytes);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
