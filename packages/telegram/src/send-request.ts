import type { IncomingHttpHeaders } from 'node:http';
import type { Agent, Dispatcher } from 'undici';
import type { AbortSignalLike } from './abort-signal-like';
import { atTurnEnd } from './at-turn-end';
import type { NoAnswerReason } from './no-answer-error';
import type { TelegramNoAnswer } from './telegram-failure';

export interface HttpRequest {
  agent: Agent;
  origin: string;
  path: string;
  /** What to post, JSON if not said otherwise; without it the request is a GET. */
  body?: string;
  contentType?: string;
  signal: AbortSignalLike | undefined;
  timeoutMs: number;
  answerBytesMax: number;
}

export interface HttpAnswer {
  status: number;
  retryAfter: string | undefined;
  body: Buffer;
}

/** Sends a request and settles exactly once: with a whole answer, or with why there is none. */
export function sendRequest(request: HttpRequest): Promise<HttpAnswer | TelegramNoAnswer> {
  return new Promise((resolve) => {
    const exchange = new Exchange(request, resolve);
    atTurnEnd(() => request.agent.dispatch(dispatchOptions(request), exchange));
  });
}

function dispatchOptions({
  origin,
  path,
  body,
  contentType = 'application/json',
}: HttpRequest): Dispatcher.DispatchOptions {
  if (body === undefined) return { origin, path, method: 'GET' };
  return { origin, path, method: 'POST', headers: { 'content-type': contentType }, body };
}

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private isSettled = false;
  private isStarted = false;
  private status = 0;
  private retryAfter: string | undefined;
  private readonly chunks: Buffer[] = [];
  private sizeBytes = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.fail('aborted');

  constructor(
    private readonly request: HttpRequest,
    private readonly resolve: (answer: HttpAnswer | TelegramNoAnswer) => void,
  ) {
    this.timer = setTimeout(() => this.fail('timeout'), request.timeoutMs);
    if (request.signal?.aborted) this.fail('aborted');
    else request.signal?.addEventListener('abort', this.onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.isSettled) {
      controller.abort(new Error('The call ended before its request was sent.'));
      return;
    }
    this.controller = controller;
    this.isStarted = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.retryAfter = headers['retry-after'];
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isSettled) return;
    this.sizeBytes += chunk.length;
    if (this.sizeBytes > this.request.answerBytesMax) this.fail('too-large');
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
    this.settle({ status: this.status, retryAfter: this.retryAfter, body });
  }

  onResponseError(): void {
    if (!this.isStarted) this.fail('no-connection');
    else this.fail(this.status === 0 ? 'reset' : 'cut');
  }

  private fail(reason: NoAnswerReason): void {
    if (this.isSettled) return;
    this.settle({ kind: 'no-answer', maybeExecuted: this.isStarted, reason });
    this.controller?.abort(new Error(`The call ended: ${reason}.`));
  }

  private settle(answer: HttpAnswer | TelegramNoAnswer): void {
    if (this.isSettled) return;
    this.isSettled = true;
    clearTimeout(this.timer);
    this.request.signal?.removeEventListener('abort', this.onAbort);
    this.resolve(answer);
  }
}
