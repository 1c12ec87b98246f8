import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Pool } from 'undici';

export interface VisitAnswer {
  status: number;
  type: string;
  text: string;
  /** When its last byte was there, on the machine's monotonic clock. */
  atMs: number;
}

export interface VisitRequest {
  method?: 'GET' | 'PATCH';
  path: string;
  headers?: Record<string, string>;
  body?: object;
}

const giveUpMs = 30_000;
/** As browsers hold them open to one host. */
const connectionsMax = 6;

/** The connections of one visitor; a proxy that ends TLS is in front, so that it says for whom it asks. */
export class VisitHttp {
  readonly #pool: Pool;

  constructor(
    origin: string,
    private readonly headers: Record<string, string>,
    private readonly nowMs: () => number,
  ) {
    this.#pool = new Pool(origin, {
      connections: connectionsMax,
      pipelining: 1,
      headersTimeout: giveUpMs,
      bodyTimeout: giveUpMs,
    });
  }

  async send({ method = 'GET', path, headers, body }: VisitRequest): Promise<VisitAnswer> {
    const answer = await this.#pool.request({
      method,
      path,
      headers: {
        ...this.headers,
        ...headers,
        'accept-encoding': 'gzip, deflate, br',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    const atMs = this.nowMs();
    const text = unpack(bytes, String(answer.headers['content-encoding'] ?? '')).toString('utf8');
    return { status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''), text, atMs };
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

function unpack(bytes: Buffer, encoding: string): Buffer {
  if (encoding === 'gzip') return gunzipSync(bytes);
  return encoding === 'br' ? brotliDecompressSync(bytes) : bytes;
}
