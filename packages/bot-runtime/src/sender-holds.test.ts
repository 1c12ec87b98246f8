import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow, type ReceivedCall, sentMessage, startBotApi } from './sender-bench.test-helper';

const refusal = { ok: false, error_code: 401, description: 'Unauthorized' };

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

test('however many chats an earlier process found flooded, the others are answered at once', async () => {
  const api = await startBotApi((call) => call.answer(sentMessage));
  const bot = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  open(bot);
  const notBefore = new Date(Date.now() + 3_600_000);
  sender.enqueue(
    bot.id,
    ['1', '2', '3', '4', '5'].map((chat) => outboxRow(chat, { state: 'queued', notBefore })),
  );
  sender.enqueue(bot.id, [outboxRow('6')]);
  await eventually(() => expect(api.received.map((call) => call.chatId)).toEqual(['6']));
  await close();
  await api.close();
});

test('a refused token is told once; one that is refused while its bot closes is not told, and the call waits', async () => {
  const pending: ReceivedCall[] = [];
  const api = await startBotApi((call) => void pending.push(call));
  const { sender, refused, open, close } = createSender(bench);
  const [revoked, closing] = [await bench.createBot(api.apiRoot), await bench.createBot(api.apiRoot)];
  for (const bot of [revoked, closing]) {
    open(bot);
    sender.enqueue(bot.id, [outboxRow('1'), outboxRow('2')]);
  }
  await eventually(() => expect(pending).toHaveLength(4));
  const closed = sender.close(closing.id);
  for (const call of pending) call.answer(refusal);
  await closed;
  await eventually(() => expect(refused).toEqual([revoked.id]));
  expect(api.received).toHaveLength(4);
  await close();
  await api.close();
});

test('a chat that was refused for too many messages gets the following ones a second apart, and only that chat', async () => {
  const flood = { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } };
  let isRefused = false;
  const api = await startBotApi((call) => {
    if (isRefused || call.chatId !== '1') return call.answer(sentMessage);
    isRefused = true;
    call.answer(flood);
  });
  const bot = await bench.createBot(api.apiRoot);
  const { sender, clock, open, close } = createSender(bench);
  open(bot);
  const arrived = (chatId: string) => api.received.filter((call) => call.chatId === chatId).length;
  sender.enqueue(bot.id, [outboxRow('1'), outboxRow('1'), outboxRow('2'), outboxRow('2')]);
  await eventually(() => expect([arrived('1'), arrived('2')]).toEqual([1, 2]));
  clock.nowMs += 1_000;
  await eventually(() => expect(arrived('1')).toBe(2));
  // The sender's own clock stands still: no wait of ours could let the next one through.
  await sleep(1_500);
  expect(arrived('1')).toBe(2);
  clock.nowMs += 1_000;
  await eventually(() => expect(arrived('1')).toBe(3));
  await close();
  await api.close();
});
