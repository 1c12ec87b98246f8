import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { BotHost } from '@dovecote/bot-runtime/bot-host';
import { type FindSecretOptions, findSecretByPath } from './find-secret-by-path';
import { parseUpdate } from './parse-update';
import { readBody } from './read-body';

const bodyBytesMax = 1024 * 1024;
/** Telegram waits about a minute for an answer; we let it wait this long for room before we ask it to come back. */
const holdMs = 25_000;
const retryAfterSeconds = 5;

export interface WebhookOptions extends FindSecretOptions {
  host: BotHost;
  onQuarantined: () => void;
}

/**
 * One webhook delivery. Who has not the secret gets 401 before a byte of the body is looked at; what is acknowledged
 * with 200 is durable. A bot that is full, stopped or elsewhere answers 503, so that Telegram keeps the update.
 */
export async function receiveWebhook(
  options: WebhookOptions,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<void> {
  const hosted = options.host.findByPath(path);
  const secret = hosted?.record.webhookSecret ?? (await findSecretByPath(options, path));
  const given = req.headers['x-telegram-bot-api-secret-token'];
  if (!secret || typeof given !== 'string' || !secret.use((expected) => isSame(expected, given)))
    return answer(res, 401);
  if (req.method !== 'POST') return answer(res, 405);
  if (!hosted || !(await hosted.intake.waitForCapacity(holdMs))) return answer(res, 503);
  const body = await readBody(req, bodyBytesMax);
  if (body === null) return answer(res, 413);
  const update = parseUpdate(body.toString('utf8'));
  if (update === null) {
    // Refusing it would make Telegram send the same junk again and again.
    options.onQuarantined();
    return answer(res, 200);
  }
  try {
    await hosted.intake.accept([update]);
  } catch {
    return answer(res, 503);
  }
  answer(res, 200);
}

function isSame(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The body is constant: Telegram would execute a method named in it. */
function answer(res: ServerResponse, status: number): void {
  if (res.destroyed || res.headersSent) return;
  const headers: OutgoingHttpHeaders = { 'content-length': '0' };
  if (status === 503) headers['retry-after'] = String(retryAfterSeconds);
  // What the sender still has to say is not read.
  if (status === 413 || status === 401) headers.connection = 'close';
  res.writeHead(status, headers);
  res.end();
}
