/** How much of a status line and headers is read. */
const headBytesMax = 32 * 1024;
const chunkLine = /^([\da-f]{1,7})[ \t]*(?:;.*)?$/i;
const keptAliveSeconds = /\btimeout\s*=\s*(\d{1,9})\b/i;
const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: |$)/;

export interface ReadAnswer {
  kind: 'whole';
  status: number;
  retryAfter: string | undefined;
  body: Buffer;
  /** For how long the server says it keeps a silent connection. */
  keptAliveMs: number | undefined;
  /** The connection may carry another request. */
  isReusable: boolean;
}

export type AnswerProgress = ReadAnswer | { kind: 'more' } | { kind: 'too-large' } | { kind: 'garbage' };

interface Head {
  status: number;
  headers: ReadonlyMap<string, string>;
  isKeptAlive: boolean;
  /** Null for a body in chunks, or one that ends with the connection. */
  bodyBytes: number | null;
  isChunked: boolean;
}

const more = { kind: 'more' } as const;
const garbage = { kind: 'garbage' } as const;

/**
 * Reads one HTTP/1.1 answer from what a connection brings. What is not exact is garbage, and no more is kept than the
 * body may have.
 */
export class HttpAnswerReader {
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  #head: Head | null = null;
  /** Of a body in chunks: those read, and how much must be there before the next one is. */
  readonly #parts: Buffer[] = [];
  #bodyBytes = 0;
  #wantedBytes = 0;

  constructor(private readonly bodyBytesMax: number) {}

  get hasHead(): boolean {
    return this.#head !== null;
  }

  push(chunk: Buffer): AnswerProgress {
    this.#chunks.push(chunk);
    this.#sizeBytes += chunk.length;
    if (this.#head === null) {
      const progress = this.#readHead();
      if (progress) return progress;
    }
    return this.#readBody(false);
  }

  /** The connection ended, which ends a body of no said length. */
  end(): AnswerProgress {
    return this.#head === null ? more : this.#readBody(true);
  }

  #readHead(): AnswerProgress | null {
    const bytes = this.#join();
    const end = bytes.indexOf('\r\n\r\n');
    if ((end < 0 ? bytes.length : end) > headBytesMax) return garbage;
    if (end < 0) return more;
    const head = parseHead(bytes.toString('latin1', 0, end));
    if (head === null) return garbage;
    this.#keepFrom(bytes, end + 4);
    // What comes before the real answer says nothing to us.
    if (head.status < 200) return this.#readHead();
    this.#head = head;
    return null;
  }

  #readBody(isEnded: boolean): AnswerProgress {
    const head = this.#head;
    if (!head) return more;
    if (head.isChunked) return this.#readChunks(head);
    const wanted = head.bodyBytes ?? this.#sizeBytes;
    if (wanted > this.bodyBytesMax) return { kind: 'too-large' };
    if (this.#sizeBytes < wanted || (head.bodyBytes === null && !isEnded)) return more;
    return whole(head, this.#join().subarray(0, wanted), this.#sizeBytes === wanted);
  }

  /** Takes each chunk once it is there as a whole, so that nothing is looked at twice. */
  #readChunks(head: Head): AnswerProgress {
    while (this.#sizeBytes >= this.#wantedBytes) {
      const bytes = this.#join();
      const lineEnd = bytes.indexOf('\r\n');
      if (lineEnd < 0) return bytes.length > headBytesMax ? garbage : more;
      const size = chunkLine.exec(bytes.toString('latin1', 0, lineEnd))?.[1];
      if (size === undefined) return garbage;
      const start = lineEnd + 2;
      const end = start + Number.parseInt(size, 16);
      this.#bodyBytes += end - start;
      if (this.#bodyBytes > this.bodyBytesMax) return { kind: 'too-large' };
      if (end === start) return this.#readTrailers(head, bytes, start);
      this.#wantedBytes = end + 2;
      if (bytes.length < this.#wantedBytes) {
        this.#bodyBytes -= end - start;
        return more;
      }
      if (bytes[end] !== 13 || bytes[end + 1] !== 10) return garbage;
      this.#parts.push(bytes.subarray(start, end));
      this.#keepFrom(bytes, end + 2);
      this.#wantedBytes = 0;
    }
    return more;
  }

  /** They end the answer and are passed over. */
  #readTrailers(head: Head, bytes: Buffer, start: number): AnswerProgress {
    const isBare = bytes.toString('latin1', start, start + 2) === '\r\n';
    const found = isBare ? start - 2 : bytes.indexOf('\r\n\r\n', start);
    if (found < 0) return bytes.length > headBytesMax ? garbage : more;
    return whole(head, Buffer.concat(this.#parts), found + 4 === bytes.length);
  }

  #keepFrom(bytes: Buffer, at: number): void {
    this.#chunks = [bytes.subarray(at)];
    this.#sizeBytes = bytes.length - at;
  }

  #join(): Buffer {
    const [only] = this.#chunks;
    const bytes = this.#chunks.length === 1 && only ? only : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }
}

function whole(head: Head, body: Buffer, isExact: boolean): ReadAnswer {
  const { status, headers, isKeptAlive } = head;
  return {
    kind: 'whole',
    status,
    retryAfter: headers.get('retry-after'),
    body,
    keptAliveMs: readKeptAlive(headers.get('keep-alive')),
    isReusable: isKeptAlive && isExact,
  };
}

function readKeptAlive(text: string | undefined): number | undefined {
  const seconds = text === undefined ? undefined : keptAliveSeconds.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

function parseHead(text: string): Head | null {
  const [first = '', ...lines] = text.split('\r\n');
  const line = statusLine.exec(first);
  if (!line) return null;
  const headers = new Map<string, string>();
  for (const field of lines) {
    const colon = field.indexOf(':');
    if (colon <= 0 || /[\s\0]/.test(field.slice(0, colon))) return null;
    const name = field.slice(0, colon).toLowerCase();
    const value = field.slice(colon + 1).trim();
    // Two lengths that differ: nobody knows where the body ends.
    if (name === 'content-length' && (headers.get(name) ?? value) !== value) return null;
    headers.set(name, value);
  }
  const status = Number(line[2]);
  const coding = headers.get('transfer-encoding')?.toLowerCase();
  if (coding !== undefined && coding !== 'chunked') return null;
  const length = headers.get('content-length');
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return null;
  const isBodiless = status === 204 || status === 304;
  const bodyBytes = isBodiless ? 0 : length === undefined || coding ? null : Number(length);
  const isChunked = coding === 'chunked' && !isBodiless;
  const connection = headers.get('connection')?.toLowerCase() ?? (line[1] === '1' ? '' : 'close');
  const isKeptAlive = !connection.includes('close') && (bodyBytes !== null || isChunked);
  return { status, headers, isKeptAlive, bodyBytes, isChunked };
}
