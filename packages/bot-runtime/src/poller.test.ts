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
let asked: { offset?: number; timeout?: number }[];
let nowMs: number;

beforeEach(async () => {
  bench = await createRuntimeBench();
  transport = createTransport();
  asked = [];
  nowMs = 0;
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
    pause: async (ms) => {
      pauses.push(ms);
      nowMs += ms;
    },
    isOpen: () => count < times,
    nowMs: () => nowMs,
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

const ok = { ok: true, result: [] };
const conflict = (description: string) => ({ ok: false, error_code: 409, description });

const rival = conflict('Conflict: terminated by other getUpdates request; make sure only one is running');

/** Answers each poll with the next of these; a second passes between two. */
async function pollThrough(answers: unknown[]): ReturnType<typeof poll> {
  server.prependListener('request', () => {
    nowMs += 1000;
    answer = answers[asked.length];
  });
  // Nobody is told of the answer that comes after the end.
  return await poll(answers.length + 1);
}

test('a rival that lets every other poll through stays one conflict, tried ever more seldom', async () => {
  const { events, pauses } = await pollThrough([ok, ...Array.from({ length: 8 }, () => [rival, ok]).flat()]);
  expect(events).toEqual(['healthy', ...Array.from({ length: 8 }, () => 'conflict')]);
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(7_500);
});

test('what could be taken from a rival is asked for without a long rest', async () => {
  const some = { ok: true, result: [{ update_id: 7 }] };
  const { pauses } = await pollThrough(Array.from({ length: 8 }, () => [rival, some]).flat());
  expect(Math.max(...pauses)).toBeLessThanOrEqual(600);
});

test('a rival that took no poll for twenty seconds of polls has left, and polls are long again', async () => {
  const { events } = await pollThrough([rival, ...Array.from({ length: 21 }, () => ok)]);
  expect(events).toEqual(['conflict', 'healthy', 'healthy']);
  expect(asked.map(({ timeout }) => timeout).slice(0, 4)).toEqual([0, 0, 19, 18]);
  expect(asked.at(-1)?.timeout).toBe(30);
});

test('rests between polls do not count as polls that a rival left alone', async () => {
  const lost = { ok: false, error_code: 502, description: 'Bad Gateway' };
  const { events } = await pollThrough([rival, ok, lost, lost, lost, lost, lost, ok, ok, rival]);
  expect(events).not.toContain('healthy');
});

test.each([
  "Conflict: can't use getUpdates method while webhook is active",
  'Conflict: terminated by setWebhook request',
])('a webhook that is gone is a conflict no more at once: %s', async (description) => {
  const webhook = conflict(description);
  const { events } = await pollThrough([webhook, ok]);
  expect(events).toEqual(['conflict', 'healthy']);
});
