import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow, type ReceivedCall, sentMessage, startBotApi } from './sender-bench.test-helper';

const callsMax = 128;

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

test.each(['sending', 'queued'] as const)(
  'however many %s calls to different chats come at once, a bot has 128 under way and in the end all are made',
  async (state) => {
    const pending: ReceivedCall[] = [];
    let mostAtOnce = 0;
    const api = await startBotApi((call) => {
      pending.push(call);
      mostAtOnce = Math.max(mostAtOnce, pending.length);
    });
    const bot = await bench.createBot(api.apiRoot);
    const { sender, open, close } = createSender(bench);
    open(bot);
    sender.enqueue(
      bot.id,
      Array.from({ length: 300 }, (_, index) => outboxRow(String(index + 1), { state })),
    );
    await eventually(() => expect(pending).toHaveLength(callsMax));
    await eventually(() => {
      for (const call of pending.splice(0)) call.answer(sentMessage);
      expect(sender.openCount(bot.id)).toBe(0);
    });
    expect(new Set(api.received.map((call) => call.chatId)).size).toBe(300);
    expect(api.received).toHaveLength(300);
    expect(mostAtOnce).toBe(callsMax);
    await close();
    await api.close();
  },
);
