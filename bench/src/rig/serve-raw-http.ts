import net from 'node:net';

export interface RawCall {
  url: string;
  body: string;
  /** Answers with JSON; bodies are ASCII. */
  answer(body: string, status?: number): void;
  /** False once the caller hung up. */
  isOpen(): boolean;
}

/**
 * The least HTTP/1.1 server that Bot API clients can talk to: keep-alive, one request at a time on a connection, bodies
 * with a length. It costs a third of node:http, which would otherwise be part of every figure. Resolves to its port.
 */
export function serveRawHttp(handle: (call: RawCall) => void): Promise<number> {
  const server = net.createServer({ noDelay: true }, (socket) => {
    let buffer = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      buffer = buffer === '' ? chunk : buffer + chunk;
      const headEnd = buffer.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const bodyStart = headEnd + 4;
      const length = lengthIn(buffer, headEnd);
      if (length < 0) {
        socket.end('HTTP/1.1 411 Length Required\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      if (buffer.length < bodyStart + length) return;
      const urlStart = buffer.indexOf(' ') + 1;
      const url = buffer.slice(urlStart, buffer.indexOf(' ', urlStart));
      const body = buffer.slice(bodyStart, bodyStart + length);
      buffer = buffer.slice(bodyStart + length);
      handle({
        url,
        body,
        answer: (text, status = 200) => write(socket, text, status),
        isOpen: () => !socket.destroyed,
      });
    });
  });
  return new Promise((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1', backlog: 8_192 }, () => {
      resolve((server.address() as net.AddressInfo).port);
    });
  });
}

/** The body's length, or -1 if it is sent in chunks. */
function lengthIn(buffer: string, headEnd: number): number {
  const head = buffer.slice(0, headEnd).toLowerCase();
  const at = head.indexOf('\r\ncontent-length:');
  if (at >= 0) return Number.parseInt(head.slice(at + 17), 10);
  return head.includes('\r\ntransfer-encoding:') ? -1 : 0;
}

function write(socket: net.Socket, body: string, status: number): void {
  if (socket.destroyed) return;
  socket.write(
    `HTTP/1.1 ${status} OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    'latin1',
  );
}
