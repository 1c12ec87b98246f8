import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Visitor, VisitResult } from './visit';
import { runVisits } from './visits';

const person: Visitor = { address: '10.0.0.1', botIds: ['bot_1'], cookie: 'session=1' };
const program: Visitor = { address: '10.0.0.2', botIds: ['bot_1'], bearer: 'key' };

async function visit(visitors: readonly Visitor[], answer: RequestListener): Promise<VisitResult> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const pace = { callEveryMs: [5, 10], pageEveryMs: [5, 10] } as const;
    return await runVisits({ port, host: 'bots.example', visitors, durationMs: 400, ...pace });
  } finally {
    server.close();
  }
}

test('a page counts once all that it shows is there; its parts count for themselves', async () => {
  const { latenciesMs, requests, errors } = await visit([person], (req, res) => {
    if (!req.url?.startsWith('/api/trpc/')) {
      res.setHeader('content-type', 'text/html').setHeader('content-encoding', 'gzip');
      res.end(gzipSync('<html></html>'));
      return;
    }
    const procedures = req.url.slice('/api/trpc/'.length).split('?')[0]?.split(',') ?? [];
    res.end(JSON.stringify(procedures.map(() => ({ result: { data: { json: { items: [] } } } }))));
  });
  expect(errors).toEqual({});
  expect(latenciesMs.page.length).toBeGreaterThan(0);
  expect(latenciesMs.document.length).toBe(latenciesMs.page.length);
  expect(latenciesMs.document.length + latenciesMs.data.length).toBe(requests);
});

test('what is not answered as it should be is an error and has no latency', async () => {
  const { latenciesMs, requests, errors } = await visit([program, person], (_req, res) => {
    res.writeHead(503).end('busy');
  });
  expect(requests).toBeGreaterThan(1);
  expect(Object.values(errors).reduce((sum, times) => sum + times, 0)).toBe(requests);
  expect(Object.keys(errors).some((text) => text.startsWith('rest /bots') && text.endsWith('503 busy'))).toBe(true);
  expect(Object.values(latenciesMs).every((latencies) => latencies.length === 0)).toBe(true);
});
