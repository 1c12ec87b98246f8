import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { AbortSignalLike } from './abort-signal-like';
import { type AnswerProgress, HttpAnswerReader } from './http-answer-reader';
import type { NoAnswerReason } from './no-answer-error';
import type { HttpAnswer } from './send-request';
import type { TelegramNoAnswer } from './telegram-failure';

export interface PollRequest {
  origin: string;
  path: string;
  /** JSON to post. */
  body: string;
  signal: AbortSignalLike | undefined;
  timeoutMs: number;
  answerBytesMax: number;
}

/** Shorter than servers keep a silent connection, so that a poll seldom meets one that is about to close. */
const idleMs = 4_000;
const keepAliveProbeMs = 60_000;

interface Server {
  host: string;
  hostname: string;
  port: number;
  isTls: boolean;
  session: Buffer | undefined;
  idle: Connection[];
}

/**
 * Long polls, each on a connection of its own. While one waits, it costs a socket and a few small objects: a fourth of
 * what an HTTP client keeps for each of thousands of connections, and no search among them.
 */
export class PollConnections {
  readonly #servers = new Map<string, Server>();
  readonly #open = new Set<Connection>();

  constructor(private readonly connectTimeoutMs: number) {}

  /** Posts a request and settles exactly once: with a whole answer, or with why there is none. */
  send(request: PollRequest): Promise<HttpAnswer | TelegramNoAnswer> {
    if (request.signal?.aborted) return Promise.resolve(noAnswer('aborted', false));
    if (/[^\x21-\x7e]/.test(request.path)) return Promise.resolve(noAnswer('no-connection', false));
    const server = this.#server(request.origin);
    const connection = server.idle.pop() ?? this.#connect(server);
    return new Promise((resolve) => connection.send(request, resolve));
  }

  /** Cuts what is under way and frees every connection. */
  close(): void {
    for (const connection of this.#open) connection.cut();
  }

  #connect(server: Server): Connection {
    const connection = new Connection(server, this.connectTimeoutMs, () => this.#open.delete(connection));
    this.#open.add(connection);
    return connection;
  }

  #server(origin: string): Server {
    const known = this.#servers.get(origin);
    if (known) return known;
    const { protocol, host, hostname, port } = new URL(origin);
    const isTls = protocol === 'https:';
    const server = {
      host,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (isTls ? 443 : 80),
      isTls,
      session: undefined,
      idle: [],
    };
    this.#servers.set(origin, server);
    return server;
  }
}

/** One connection, with at most one request under way. */
class Connection {
  readonly #socket: Socket;
  #exchange: Exchange | null = null;
  #isConnected = false;

  constructor(
    private readonly server: Server,
    connectTimeoutMs: number,
    private readonly onClose: () => void,
  ) {
    const socket = openSocket(server);
    this.#socket = socket;
    socket.setTimeout(connectTimeoutMs);
    socket.once(server.isTls ? 'secureConnect' : 'connect', () => this.#onConnect());
    socket.on('timeout', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('end', () => this.#onEnd());
    // What went wrong is told by how far the request had come.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#onClosed());
  }

  send(request: PollRequest, resolve: (answer: HttpAnswer | TelegramNoAnswer) => void): void {
    this.#exchange = new Exchange(request, resolve, () => this.cut());
    if (!this.#isConnected) return;
    this.#socket.setTimeout(0);
    this.#exchange.start(this.#socket, this.server.host);
  }

  cut(): void {
    this.#socket.destroy();
  }

  #onConnect(): void {
    this.#isConnected = true;
    this.#socket.setTimeout(0);
    this.#exchange?.start(this.#socket, this.server.host);
  }

  #onData(chunk: Buffer): void {
    // Without a request it is an answer nobody asked for.
    if (this.#exchange) this.#take(this.#exchange, this.#exchange.read(chunk));
    else this.cut();
  }

  #onEnd(): void {
    if (this.#exchange) this.#take(this.#exchange, this.#exchange.readEnd());
    this.cut();
  }

  #take(exchange: Exchange, progress: AnswerProgress): void {
    if (progress.kind === 'more') return;
    if (progress.kind !== 'whole') {
      exchange.fail(progress.kind);
      return;
    }
    this.#exchange = null;
    // First it is idle, because whoever gets the answer asks again at once.
    if (progress.isReusable && !this.#socket.destroyed) {
      this.#socket.setTimeout(idleMs);
      this.server.idle.push(this);
    } else {
      this.cut();
    }
    exchange.succeed(progress);
  }

  #onClosed(): void {
    const place = this.server.idle.indexOf(this);
    if (place >= 0) this.server.idle.splice(place, 1);
    this.onClose();
    this.#exchange?.lose();
  }
}

function openSocket(server: Server): Socket {
  const { hostname, port, isTls } = server;
  const options = { host: hostname, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveProbeMs };
  if (!isTls) return connectTcp(options);
  const servername = isIP(hostname) ? '' : hostname;
  const socket = connectTls({ ...options, servername, session: server.session, ALPNProtocols: ['http/1.1'] });
  socket.on('session', (session: Buffer) => {
    server.session = session;
  });
  return socket;
}

/** One request and what became of it. */
class Exchange {
  #reader: HttpAnswerReader | null = null;
  /** Null once it is written: thousands that wait need not keep their tokens. */
  #unsent: Pick<PollRequest, 'path' | 'body'> | null;
  readonly #signal: AbortSignalLike | undefined;
  readonly #answerBytesMax: number;
  #isSettled = false;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.fail('aborted');

  constructor(
    { path, body, signal, timeoutMs, answerBytesMax }: PollRequest,
    private readonly resolve: (answer: HttpAnswer | TelegramNoAnswer) => void,
    private readonly cut: () => void,
  ) {
    this.#unsent = { path, body };
    this.#signal = signal;
    this.#answerBytesMax = answerBytesMax;
    this.#timer = setTimeout(() => this.fail('timeout'), timeoutMs);
    signal?.addEventListener('abort', this.#onAbort);
  }

  start(socket: Socket, host: string): void {
    if (!this.#unsent) return;
    const { path, body } = this.#unsent;
    this.#unsent = null;
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  read(chunk: Buffer): AnswerProgress {
    this.#reader ??= new HttpAnswerReader(this.#answerBytesMax);
    return this.#reader.push(chunk);
  }

  readEnd(): AnswerProgress {
    return this.#reader?.end() ?? { kind: 'more' };
  }

  succeed({ status, retryAfter, body }: HttpAnswer): void {
    this.#settle({ status, retryAfter, body });
  }

  fail(reason: NoAnswerReason): void {
    this.#settle(noAnswer(reason, this.#unsent === null));
    this.cut();
  }

  /** The connection is gone. */
  lose(): void {
    if (this.#unsent) this.fail('no-connection');
    else this.fail(this.#reader?.hasHead ? 'cut' : 'reset');
  }

  #settle(answer: HttpAnswer | TelegramNoAnswer): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.resolve(answer);
  }
}

function noAnswer(reason: NoAnswerReason, maybeExecuted: boolean): TelegramNoAnswer {
  return { kind: 'no-answer', maybeExecuted, reason };
}
