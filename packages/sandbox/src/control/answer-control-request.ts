import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, toAppError } from '@dovecote/errors/app-error';
import { httpStatus } from '@dovecote/errors/http-status';
import type { BotRegistry } from '../bot-registry';
import { parseCleanJson } from '../clean-text';
import { readBody } from '../http/read-body';
import { isRecord } from '../params';
import { Refusal } from '../refusal';
import type { Clock } from '../sandbox-limits';
import { createBot, deleteBot, getControlFile, getWebhook, listCalls, renewToken, setFaults } from './bot-routes';
import { block, payInvoice, press, readMessages, votePoll, writeMessage } from './chat-routes';
import { moveClock } from './clock-routes';
import type { ControlAnswer, ControlHandler } from './control-context';
import { ControlInput } from './control-input';
import { openGroup, setGroupMember, upgradeGroup } from './group-routes';

export interface ControlExchange {
  registry: BotRegistry;
  clock: Clock;
  controlToken: string;
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  signal: AbortSignal;
  /** Told about failures that are nobody's input. */
  onError(error: unknown): void;
}

const bodyBytesMax = 28 * 1024 * 1024;

const routes: [method: string, path: RegExp, handler: ControlHandler][] = [
  ['POST', /^\/control\/bots$/, createBot],
  ['DELETE', /^\/control\/bots\/(\d+)$/, deleteBot],
  ['POST', /^\/control\/bots\/(\d+)\/token$/, renewToken],
  ['GET', /^\/control\/bots\/(\d+)\/webhook$/, getWebhook],
  ['POST', /^\/control\/bots\/(\d+)\/faults$/, setFaults],
  ['GET', /^\/control\/bots\/(\d+)\/calls$/, listCalls],
  ['POST', /^\/control\/chats\/([^/]+)\/messages$/, writeMessage],
  ['GET', /^\/control\/chats\/([^/]+)\/messages$/, readMessages],
  ['POST', /^\/control\/chats\/([^/]+)\/presses$/, press],
  ['POST', /^\/control\/chats\/([^/]+)\/votes$/, votePoll],
  ['POST', /^\/control\/chats\/([^/]+)\/payments$/, payInvoice],
  ['POST', /^\/control\/chats\/([^/]+)\/block$/, block],
  ['POST', /^\/control\/groups\/([^/]+)$/, openGroup],
  ['POST', /^\/control\/groups\/([^/]+)\/(-\d+)\/members$/, setGroupMember],
  ['POST', /^\/control\/groups\/([^/]+)\/(-\d+)\/upgrade$/, upgradeGroup],
  ['POST', /^\/control\/clock$/, moveClock],
  ['GET', /^\/control\/files\/(\d+)\/([\w-]+)$/, getControlFile],
];

/** Answers our own services, which act for simulated people and for tests. */
export async function answerControlRequest(exchange: ControlExchange): Promise<void> {
  const { req, res, url, registry, clock, signal } = exchange;
  try {
    authorise(req, exchange.controlToken);
    const route = routes.find(([method, path]) => method === req.method && path.test(url.pathname));
    if (route === undefined) throw new AppError('NOT_FOUND', 'There is no such operation.');
    const path = (route[1].exec(url.pathname) ?? []).slice(1).map(decodeSegment);
    const values = { ...Object.fromEntries(url.searchParams), ...(await readObject(req)) };
    send(res, await route[2]({ registry, clock, path, input: new ControlInput(values), signal }));
  } catch (error) {
    const shown = error instanceof Refusal ? translate(error) : toAppError(error);
    if (shown.code === 'INTERNAL') exchange.onError(error);
    const fields = shown.fields === undefined ? {} : { fields: shown.fields };
    const body = { error: { code: shown.code, message: shown.message, ...fields } };
    if (!res.headersSent) send(res, { status: httpStatus[shown.code], body });
  }
}

function authorise(req: IncomingMessage, controlToken: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const given = req.headers.authorization ?? '';
  if (!timingSafeEqual(digest(given), digest(`Bearer ${controlToken}`))) {
    throw new AppError('UNAUTHENTICATED', 'The control token is missing or wrong.');
  }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function readObject(req: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBody(req, bodyBytesMax)).toString('utf8');
  if (text.trim() === '') return {};
  try {
    const value = parseCleanJson(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'The body is not JSON.', { cause });
  }
  throw new AppError('BAD_REQUEST', 'The body is not a JSON object.');
}

function translate(refusal: Refusal): AppError {
  const code = refusal.errorCode === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST';
  return new AppError(code, refusal.message, { cause: refusal });
}

function send(res: ServerResponse, { status, body, file }: ControlAnswer): void {
  if (file !== undefined) {
    const headers = { 'content-disposition': 'attachment', 'x-content-type-options': 'nosniff' };
    res.writeHead(status, { ...headers, 'content-type': file.mimeType, 'content-length': file.bytes.length });
    res.end(file.bytes);
  } else if (body === undefined) {
    res.writeHead(status).end();
  } else {
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}
