import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { BotHost } from '@dovecote/bot-runtime/bot-host';
import type { HostedBot } from '@dovecote/bot-runtime/hosted-bot';
import { isPassingFailure } from '@dovecote/bot-runtime/is-passing-failure';
import type { JournalTarget } from '@dovecote/bot-runtime/journal';
import type { OutboxRow } from '@dovecote/bot-runtime/outbox-row';
import { putInQuarantine } from '@dovecote/bot-runtime/quarantine';
import type { UnhostedBot, UnhostedBots } from '@dovecote/bot-runtime/unhosted-bots';
import type { Db } from '@dovecote/db/client';
import { atTurnEnd } from '@dovecote/telegram/at-turn-end';
import type { Update } from 'grammy/types';
import { type ParsedUpdate, parseUpdate } from './parse-update';
import { hopsOf, type PassedAnswer, type PassOnOptions, passOn } from './pass-on';
import { readBody } from './read-body';

const bodyBytesMax = 1024 * 1024;
/** Telegram waits about a minute for an answer; we let it wait this long for room before we ask it to come back. */
const holdMs = 25_000;
const retryAfterSeconds = 5;

export interface WebhookOptions extends PassOnOptions {
  db: Db;
  host: BotHost;
  unhosted: UnhostedBots;
  clock: () => Date;
  onQuarantined: () => void;
  /** Why a delivery with the right secret was not taken; it comes again. */
  onRefused: (error: unknown) => void;
}

/**
 * One webhook delivery. Who has not the secret gets 401 before a byte of the body is looked at; what is acknowledged
 * with 200 is durable. A bot that is full or stopped answers 503, so that Telegram keeps the update; one that another
 * process holds is served through that process.
 */
export async function receiveWebhook(
  options: WebhookOptions,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<void> {
  const found = options.host.findByPath(path);
  // One that takes nothing more is stopped, and Telegram keeps what comes; or it is being handed over, and what comes
  // for it goes to its next holder, or to the journal. Its row tells which.
  const hosted = found?.intake.isClosed ? undefined : found;
  const bot = hosted?.record ?? (await findUnhosted(options, path));
  if (bot === 'unknown') return answer(res, 503);
  const given = req.headers['x-telegram-bot-api-secret-token'];
  if (!bot || typeof given !== 'string' || !bot.webhookSecret.use((expected) => isSame(expected, given)))
    return answer(res, 401);
  if (req.method !== 'POST') return answer(res, 405);
  hosted?.noteDelivery();
  if (!bot.isWanted || (hosted && !hosted.intake.hasCapacity() && !(await hosted.intake.waitForCapacity(holdMs)))) {
    hosted?.noteDelivery();
    return answer(res, 503);
  }
  const { bytes: body, sizeBytes, isTooLarge } = await readBody(req, bodyBytesMax);
  const text = isTooLarge ? '' : body.toString('utf8');
  const parsed: ParsedUpdate = isTooLarge ? { kind: 'junk', reason: 'too_large' } : parseUpdate(text);
  try {
    if (parsed.kind === 'junk') {
      // Refusing it would make Telegram send the same junk again and again.
      await putInQuarantine(options.db, bot, { reason: parsed.reason, beginning: body, sizeBytes }, options.clock());
      options.onQuarantined();
      return answer(res, 200);
    }
    if (hosted) return await offer(options.host, hosted, res, parsed.update, text);
    await serveElsewhere(options, bot, res, { path, secret: given, body, update: parsed.update, req });
  } catch (error) {
    options.onRefused(error);
    answer(res, 503);
  }
}

/** While the database is away nobody knows whose the path is, and the sender is to come back. */
async function findUnhosted({ unhosted }: WebhookOptions, path: string): Promise<UnhostedBot | null | 'unknown'> {
  try {
    return await unhosted.find(path);
  } catch (error) {
    if (isPassingFailure(error)) return 'unknown';
    throw error;
  }
}

async function offer(
  host: BotHost,
  hosted: HostedBot,
  res: ServerResponse,
  update: Update,
  text: string,
): Promise<void> {
  const { inline } = await hosted.intake.offer(update, text);
  if (!inline) return answer(res, 200);
  answerWithCall(res, inline);
  const { id } = hosted.record;
  whenWritten(res, () => host.noteHandedOver(id, inline));
}

interface Delivery {
  path: string;
  secret: string;
  body: Buffer;
  update: Update;
  req: IncomingMessage;
}

/** The holder handles it if it can be reached; else it is journalled here, and whoever holds the bot next is told. */
async function serveElsewhere(
  options: WebhookOptions,
  bot: JournalTarget,
  res: ServerResponse,
  { path, secret, body, update, req }: Delivery,
): Promise<void> {
  const answered = await passOn(options, bot.id, { path, secret, body, hops: hopsOf(req) + 1 });
  if (answered) return relay(res, answered);
  await options.host.writer.appendForeign(bot, update, body.toString('utf8'), options.clock());
  answer(res, 200);
}

function relay(res: ServerResponse, answered: PassedAnswer): void {
  if (answered.body.length === 0) answer(res, answered.status);
  else answerWithBody(res, answered.body.toString('utf8'));
}

function isSame(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Telegram executes the method named in the body of our answer. */
function answerWithCall(res: ServerResponse, { method, payload }: OutboxRow): void {
  answerWithBody(res, JSON.stringify({ method, ...payload }));
}

/** The body is a string: so it leaves in one write with its head. */
function answerWithBody(res: ServerResponse, body: string): void {
  write(res, 200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }, body);
}

/** The body is empty: Telegram would execute a method named in it. */
function answer(res: ServerResponse, status: number): void {
  const headers: OutgoingHttpHeaders = { 'content-length': '0' };
  if (status === 503) headers['retry-after'] = String(retryAfterSeconds);
  // What the sender still has to say is not read.
  if (status === 401) headers.connection = 'close';
  write(res, status, headers, '');
}

/**
 * Runs once what was answered in this turn has left. Mostly that is at once, and then nothing listens: what listens to each
 * response lets all that its request brought grow old, which cost collecting garbage a tenth of all work.
 */
function whenWritten(res: ServerResponse, run: () => void): void {
  atTurnEnd(() => {
    if (res.writableFinished) run();
    else res.once('finish', run);
  });
}

function write(res: ServerResponse, status: number, headers: OutgoingHttpHeaders, body: string): void {
  atTurnEnd(() => {
    if (res.destroyed || res.headersSent) return;
    res.writeHead(status, headers);
    res.end(body);
  });
}
