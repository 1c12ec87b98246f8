import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chatRowsMax } from './chat-queue';
import type { OutboxRow } from './outbox-row';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow, sentMessage, startBotApi } from './sender-bench.test-helper';

const manyRows = 5_000;

let bench: RuntimeBench;
let api: Awaited<ReturnType<typeof startBotApi>>;

beforeEach(async () => {
  bench = await createRuntimeBench();
  api = await startBotApi((call) => call.answer(sentMessage));
});

afterEach(async () => {
  await api.close();
  await bench.close();
});

test('taking in a chat’s many calls looks at each of them a few times, however many wait already', async () => {
  const bot = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  open(bot);
  let looks = 0;
  const counted = (id: number): OutboxRow =>
    Object.defineProperty(outboxRow('5', { state: 'queued' }), 'id', {
      get: () => {
        looks += 1;
        return id;
      },
    });
  const rows = Array.from({ length: manyRows }, (_, index) => counted(index + 1));
  sender.enqueue(bot.id, rows);
  sender.enqueue(bot.id, rows);
  expect(sender.openCount(bot.id)).toBe(chatRowsMax);
  expect(looks).toBeLessThan(10 * manyRows);
  await close();
});

test('a call that is reported twice is made once, before and after others of its chat', async () => {
  const bot = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  open(bot);
  const [first, second, last] = [outboxRow('5'), outboxRow('5'), outboxRow('5')];
  sender.enqueue(bot.id, [first, second]);
  sender.enqueue(bot.id, [first, second, last]);
  expect(sender.openCount(bot.id)).toBe(3);
  await eventually(() => expect(sender.openCount(bot.id)).toBe(0));
  expect(api.received).toHaveLength(3);
  await close();
});
