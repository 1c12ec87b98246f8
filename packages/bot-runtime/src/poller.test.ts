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
/** What the poller asked with. */
let asked: { offset?: number }[];

beforeEach(async () => {
  bench = await createRuntimeBench();
  transport = createTransport();
  asked = [];
  server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    asked.push(JSON.parse(body));
    res.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await transport.close();
  await new Promise((resolve) => server.close(resolve));
  await bench.close();
});

/** What the poller tells and how long it rests, until it has asked so often. */
async function poll(
  times: number,
  onBatch: () => void = () => undefined,
): Promise<{ events: PollerEvent['kind'][]; pauses: number[] }> {
  const events: PollerEvent['kind'][] = [];
  const pauses: number[] = [];
  let count = 0;
  await pollUpdates({
    record: await bench.createBot(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    transport,
    allowedUpdates: [],
    signal: () => {
      count += 1;
      return new AbortController().signal;
    },
    pause: async (ms) => void pauses.push(ms),
    isOpen: () => count < times,
    accept: async () => onBatch(),
    waitForCapacity: async () => true,
    report: (event) => void events.push(event.kind),
  });
  return { events, pauses };
}

test.each([{}, null, 'updates', true])(
  'an answer whose result is %j is none: rested after, and told',
  async (result) => {
    answer = { ok: true, result };
    const { events, pauses } = await poll(5);
    expect(pauses).toHaveLength(4);
    expect(new Set(events)).toEqual(new Set(['unavailable']));
  },
);

test('what was confirmed is named once: after idle weeks ids begin lower, and none must count as confirmed', async () => {
  answer = { ok: true, result: [{ update_id: 900 }, { update_id: 901 }] };
  await poll(5, () => {
    answer = { ok: true, result: asked.length === 1 ? [{ update_id: 902 }] : [] };
  });
  expect(asked.map(({ offset }) => offset)).toEqual([undefined, 902, 903, undefined, undefined]);
});
