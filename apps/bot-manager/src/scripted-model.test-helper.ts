import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelRequest {
  system: string;
  prompt: string;
  authorization: string | undefined;
}

export type ModelScript = (res: ServerResponse, request: ModelRequest) => void | Promise<void>;

/** An endpoint that speaks OpenAI's chat completions as a test tells it to. */
export async function createScriptedModel() {
  const state = { script: says('nothing yet') as ModelScript, requests: [] as ModelRequest[] };
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      const { messages } = JSON.parse(body) as { messages: { role: string; content: unknown }[] };
      const told = (role: string) => JSON.stringify(messages.find((message) => message.role === role)?.content ?? '');
      const request = { system: told('system'), prompt: told('user'), authorization: req.headers.authorization };
      state.requests.push(request);
      res.on('error', () => undefined);
      void state.script(res, request);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A stream of these pieces, with a pause between them, and its cost at the end. */
export function says(text: string, { pauseMs = 0, tokens = 120 } = {}): ModelScript {
  return async (res) => {
    beginStream(res);
    for (const piece of text.split(/(?<=\s)/u)) {
      if (res.destroyed) return;
      writePiece(res, piece);
      if (pauseMs > 0) await new Promise((done) => setTimeout(done, pauseMs));
    }
    endStream(res, tokens);
  };
}

export function beginStream(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
}

export function writePiece(res: ServerResponse, content: string): void {
  writeChunk(res, { choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] });
}

function endStream(res: ServerResponse, tokens: number): void {
  writeChunk(res, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  const usage = { prompt_tokens: tokens - 20, completion_tokens: 20, total_tokens: tokens };
  writeChunk(res, { choices: [], usage });
  res.end('data: [DONE]\n\n');
}

function writeChunk(res: ServerResponse, chunk: object): void {
  const whole = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'scripted', ...chunk };
  res.write(`data: ${JSON.stringify(whole)}\n\n`);
}
