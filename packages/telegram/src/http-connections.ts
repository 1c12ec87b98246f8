import { atTurnEnd } from './at-turn-end';
import { HttpConnection, type HttpConnectionEvents, type HttpServer } from './http-connection';
import { type HttpAnswer, HttpExchange, type HttpRequest, noAnswer } from './http-exchange';
import type { TelegramNoAnswer } from './telegram-failure';

export interface HttpConnectionsOptions {
  connectTimeoutMs: number;
  /** For each server; polls are not counted. */
  connectionsMax: number;
}

interface Pool extends HttpServer, HttpConnectionEvents {
  idle: HttpConnection[];
  /** Requests on a connection, but for polls. */
  underWay: number;
  waiting: HttpExchange[];
}

/**
 * Connections to Bot API servers, each with one request at a time and used again for the next. A poll that waits costs a
 * socket and a few small objects: a fourth of what an HTTP client keeps for each of thousands of connections, and no search
 * among them.
 */
export class HttpConnections {
  readonly #pools = new Map<string, Pool>();
  readonly #open = new Set<HttpConnection>();
  #isClosed = false;

  constructor(private readonly options: HttpConnectionsOptions) {}

  /** Sends a request and settles exactly once: with a whole answer, or with why there is none. */
  send(request: HttpRequest): Promise<HttpAnswer | TelegramNoAnswer> {
    if (request.signal?.aborted) return Promise.resolve(noAnswer('aborted', false));
    if (/[^\x21-\x7e]/.test(request.path)) return Promise.resolve(noAnswer('no-connection', false));
    return new Promise((resolve) => {
      const exchange = new HttpExchange(request, resolve);
      atTurnEnd(() => this.#start(this.#pool(request.origin), exchange));
    });
  }

  /** Cuts what is under way and frees every connection; nothing is sent any more. */
  close(): void {
    this.#isClosed = true;
    for (const connection of this.#open) connection.cut();
    for (const { waiting } of this.#pools.values()) for (const exchange of waiting) exchange.fail('no-connection');
  }

  #start(pool: Pool, exchange: HttpExchange): void {
    if (exchange.isSettled) return;
    if (this.#isClosed) exchange.fail('no-connection');
    else if (exchange.isPoll) this.#carry(pool, exchange);
    else if (pool.underWay >= this.options.connectionsMax) pool.waiting.push(exchange);
    else {
      pool.underWay += 1;
      exchange.onEnd(() => this.#goOn(pool));
      this.#carry(pool, exchange);
    }
  }

  #carry(pool: Pool, exchange: HttpExchange): void {
    let idle = pool.idle.pop();
    while (idle && !idle.isOpen) idle = pool.idle.pop();
    (idle ?? this.#connect(pool)).carry(exchange);
  }

  /** One of the pool's requests has ended: the next that still waits goes. */
  #goOn(pool: Pool): void {
    pool.underWay -= 1;
    let next = pool.waiting.shift();
    while (next?.isSettled) next = pool.waiting.shift();
    if (next) this.#start(pool, next);
  }

  #connect(pool: Pool): HttpConnection {
    const connection = new HttpConnection(pool, this.options.connectTimeoutMs, pool);
    this.#open.add(connection);
    return connection;
  }

  #pool(origin: string): Pool {
    const known = this.#pools.get(origin);
    if (known) return known;
    const { protocol, host, hostname, port } = new URL(origin);
    const isTls = protocol === 'https:';
    const idle: HttpConnection[] = [];
    const pool: Pool = {
      host,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (isTls ? 443 : 80),
      isTls,
      session: undefined,
      idle,
      underWay: 0,
      waiting: [],
      onIdle: (connection) => void idle.push(connection),
      onClose: (connection) => {
        const place = idle.indexOf(connection);
        if (place >= 0) idle.splice(place, 1);
        this.#open.delete(connection);
      },
    };
    this.#pools.set(origin, pool);
    return pool;
  }
}
