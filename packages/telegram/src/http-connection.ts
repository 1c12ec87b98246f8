import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import { type AnswerProgress, HttpAnswerReader } from './http-answer-reader';
import type { HttpExchange } from './http-exchange';

/** Where a connection leads, and what the next one may use of those before. */
export interface HttpServer {
  host: string;
  hostname: string;
  port: number;
  isTls: boolean;
  session: Buffer | undefined;
}

/** Shorter than servers keep a silent connection, so that a request seldom meets one that is about to close. */
const idleMsMax = 4_000;
/** How much sooner than a server says it closes a silent connection. */
const idleMarginMs = 1_000;
const keepAliveProbeMs = 60_000;

export interface HttpConnectionEvents {
  /** It may carry another request. */
  onIdle(connection: HttpConnection): void;
  onClose(connection: HttpConnection): void;
}

/** One connection, with at most one request under way. */
export class HttpConnection {
  readonly #socket: Socket;
  #exchange: HttpExchange | null = null;
  /** Made with the first byte of an answer: most connections of a large fleet wait for one. */
  #reader: HttpAnswerReader | null = null;
  #isConnected = false;

  constructor(
    private readonly server: HttpServer,
    connectTimeoutMs: number,
    private readonly events: HttpConnectionEvents,
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

  /** Sends it as soon as there is a connection. */
  carry(exchange: HttpExchange): void {
    this.#exchange = exchange;
    exchange.carriedBy(this);
    if (this.#isConnected) this.#write(exchange);
  }

  /** False from the moment it begins to close. */
  get isOpen(): boolean {
    return !this.#socket.destroyed;
  }

  cut(): void {
    this.#socket.destroy();
  }

  #onConnect(): void {
    this.#isConnected = true;
    if (this.#exchange) this.#write(this.#exchange);
  }

  #write(exchange: HttpExchange): void {
    this.#socket.setTimeout(0);
    exchange.writeTo(this.#socket, this.server.host);
  }

  #onData(chunk: Buffer): void {
    // Without a request it is an answer nobody asked for.
    if (this.#exchange === null) {
      this.cut();
      return;
    }
    this.#reader ??= new HttpAnswerReader(this.#exchange.answerBytesMax);
    this.#take(this.#exchange, this.#reader.push(chunk));
  }

  #onEnd(): void {
    if (this.#exchange && this.#reader) this.#take(this.#exchange, this.#reader.end());
    this.cut();
  }

  #take(exchange: HttpExchange, progress: AnswerProgress): void {
    if (progress.kind === 'more') return;
    if (progress.kind !== 'whole') {
      exchange.fail(progress.kind);
      return;
    }
    this.#exchange = null;
    this.#reader = null;
    const idleMs = Math.min(idleMsMax, (progress.keptAliveMs ?? Number.POSITIVE_INFINITY) - idleMarginMs);
    // First it is idle, because whoever gets the answer may ask again at once.
    if (progress.isReusable && idleMs > 0 && this.isOpen) {
      this.#socket.setTimeout(idleMs);
      this.events.onIdle(this);
    } else {
      this.cut();
    }
    exchange.succeed(progress);
  }

  #onClosed(): void {
    // It may be what the server did not like.
    if (!this.#isConnected) this.server.session = undefined;
    this.events.onClose(this);
    const broken = this.#reader?.hasHead ? 'cut' : 'reset';
    this.#exchange?.fail(this.#exchange.isSent ? broken : 'no-connection');
  }
}

let secureContext: SecureContext | null = null;

function openSocket(server: HttpServer): Socket {
  const { hostname, port, isTls } = server;
  const options = { host: hostname, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveProbeMs };
  if (!isTls) return connectTcp(options);
  const servername = isIP(hostname) ? '' : hostname;
  // One for all: each would hold the root certificates again.
  secureContext ??= createSecureContext();
  const { session } = server;
  const socket = connectTls({ ...options, servername, session, secureContext, ALPNProtocols: ['http/1.1'] });
  socket.on('session', (session: Buffer) => {
    server.session = session;
  });
  return socket;
}
