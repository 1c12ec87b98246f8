import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTransport, type Transport } from '@dovecote/telegram/transport';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PollerEvent, pollUpdates } from './poller';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

let bench: RuntimeBench;
let transport: Transport;
let server: Server;
let answer: unknown;

beforeEach(async () => {
  bench = await createRuntimeBench();
  transport = createTransport();
  server = createServer((_req, res) => res.end(JSON.stringify(answer)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await transport.close();
  await new Promise((resolve) => server.close(resolve));
  await bench.close();
});

/** What the poller tells and how long it rests, until it has asked so often. */
async function poll(times: number): Promise<{ events: PollerEvent['kind'][]; pauses: number[] }> {
  const events: PollerEvent['kind'][] = [];
  const pauses: number[] = [];
  let asked = 0;
  await pollUpdates({
    record: await bench.createBot(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    transport,
    allowedUpdates: [],
    signal: () => {
      asked += 1;
      return new AbortController().signal;
    },
    pause: async (ms) => void pauses.push(ms),
    isOpen: () => asked < times,
    accept: async () => undefined,
    waitForCapacity: async () => true,
    report: (event) => void events.push(event.kind),
  });
  return { events, pauses };
}

test.each([{}, null, 'updates', true])('an answer whose result is %j is none: rested after, and told', async (result) => {
  answer = { ok: true, result };
  const { events, pauses } = await poll(5);
  expect(pauses).toHaveLength(4);
  expect(new Set(events)).toEqual(new Set(['unavailable']));
});
