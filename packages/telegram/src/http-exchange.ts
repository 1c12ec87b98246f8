import type { Writable } from 'node:stream';
import type { NoAnswerReason, TelegramNoAnswer } from './telegram-failure';

export interface HttpRequest {
  origin: string;
  path: string;
  /** What to post, JSON if not said otherwise. */
  body: string;
  contentType: string | undefined;
  /** It waits for something to happen, for minutes maybe; the others wait for nothing. */
  isPoll?: boolean;
  signal: AbortSignal | undefined;
  timeoutMs: number;
  answerBytesMax: number;
}

export interface HttpAnswer {
  status: number;
  retryAfter: string | undefined;
  body: Buffer;
}

/** One request and what became of it. */
export class HttpExchange {
  readonly answerBytesMax: number;
  readonly isPoll: boolean;
  /** Null once it is written: thousands that wait need not keep their tokens. */
  #unsent: Pick<HttpRequest, 'path' | 'body' | 'contentType'> | null;
  readonly #signal: AbortSignal | undefined;
  #isSettled = false;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.fail('aborted');
  #onEnd: (() => void) | null = null;
  #carrier: { cut(): void } | null = null;

  constructor(
    { path, body, contentType, isPoll = false, signal, timeoutMs, answerBytesMax }: HttpRequest,
    private readonly resolve: (answer: HttpAnswer | TelegramNoAnswer) => void,
  ) {
    this.answerBytesMax = answerBytesMax;
    this.isPoll = isPoll;
    this.#unsent = { path, body, contentType };
    this.#signal = signal;
    this.#timer = setTimeout(() => this.fail('timeout'), timeoutMs);
    signal?.addEventListener('abort', this.#onAbort);
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  get isSent(): boolean {
    return this.#unsent === null;
  }

  /** Called when it has its answer, or will have none. */
  onEnd(listener: () => void): void {
    this.#onEnd = listener;
  }

  /** The carrier is cut if it ends without an answer. */
  carriedBy(carrier: { cut(): void }): void {
    this.#carrier = carrier;
  }

  /** Writes the request, once. */
  writeTo(socket: Writable, host: string): void {
    const { path = '', body = '', contentType = 'application/json' } = this.#unsent ?? {};
    this.#unsent = null;
    const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n`;
    const sizeBytes = Buffer.byteLength(body);
    socket.write(
      `${head}content-type: ${contentType}\r\ncontent-length: ${sizeBytes}\r\n\r\n${body}`,
      // The same bytes if there is nothing but ASCII, and less work.
      sizeBytes === body.length ? 'latin1' : 'utf8',
    );
  }

  succeed({ status, retryAfter, body }: HttpAnswer): void {
    this.#settle({ status, retryAfter, body });
  }

  fail(reason: NoAnswerReason): void {
    if (this.#isSettled) return;
    this.#settle(noAnswer(reason, this.isSent));
    this.#carrier?.cut();
  }

  #settle(answer: HttpAnswer | TelegramNoAnswer): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.resolve(answer);
    this.#onEnd?.();
  }
}

export function noAnswer(reason: NoAnswerReason, maybeExecuted: boolean): TelegramNoAnswer {
  return { kind: 'no-answer', maybeExecuted, reason };
}
