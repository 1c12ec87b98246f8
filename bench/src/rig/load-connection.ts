import net from 'node:net';

export interface LoadAnswer {
  /** 0 when the connection broke. */
  status: number;
  body: string;
}

/** One keep-alive connection with at most one request under way; the least code that can read HTTP/1.1 answers. */
export class LoadConnection {
  #socket: net.Socket;
  #buffer = '';
  #answer: ((answer: LoadAnswer) => void) | null = null;
  #isDead = true;

  constructor(private readonly port: number) {
    this.#socket = this.#open();
  }

  /** Sends the raw request and passes its answer on; opens the connection anew where it broke. */
  send(request: string, answer: (answer: LoadAnswer) => void): void {
    this.#answer = answer;
    if (this.#isDead) this.#socket = this.#open();
    this.#socket.write(request);
  }

  close(): void {
    this.#answer = null;
    this.#socket.destroy();
  }

  #open(): net.Socket {
    const socket = net.connect({ host: '127.0.0.1', port: this.port, noDelay: true });
    this.#isDead = false;
    this.#buffer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (socket !== this.#socket) return;
      this.#isDead = true;
      this.#end({ status: 0, body: '' });
    });
    return socket;
  }

  #read(chunk: string): void {
    this.#buffer += chunk;
    const headEnd = this.#buffer.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const bodyStart = headEnd + 4;
    const head = this.#buffer.slice(0, headEnd).toLowerCase();
    const lengthAt = head.indexOf('content-length:');
    let end = bodyStart;
    if (lengthAt >= 0) {
      end = bodyStart + Number.parseInt(head.slice(lengthAt + 15), 10);
    } else if (head.includes('transfer-encoding: chunked')) {
      const last = this.#buffer.indexOf('0\r\n\r\n', bodyStart);
      end = last < 0 ? Number.POSITIVE_INFINITY : last + 5;
    }
    if (this.#buffer.length < end) return;
    const status = Number(this.#buffer.slice(9, 12));
    const body = this.#buffer.slice(bodyStart, end);
    this.#buffer = this.#buffer.slice(end);
    this.#end({ status, body });
  }

  #end(answer: LoadAnswer): void {
    const listener = this.#answer;
    this.#answer = null;
    listener?.(answer);
  }
}
