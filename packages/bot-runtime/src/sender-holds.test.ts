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
