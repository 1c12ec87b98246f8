import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface ScriptedServer {
  apiRoot: string;
  /** Methods that arrived, in order. */
  calls: string[];
  close(): Promise<void>;
}

/** A real HTTP server whose answers the test writes itself. */
export async function startScriptedServer(
  answer: (res: ServerResponse, method: string, body: string, req: IncomingMessage) => void,
): Promise<ScriptedServer> {
  const calls: string[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('error', () => {});
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const method = req.url?.split('/').at(-1) ?? '';
      calls.push(method);
      answer(res, method, Buffer.concat(chunks).toString(), req);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    apiRoot: `http://127.0.0.1:${address.port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
