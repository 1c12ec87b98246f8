import { eventually } from '@dovecote/testing/eventually';
import { expect, test } from 'vitest';
import { createRuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow, sentMessage, startBotApi } from './sender-bench.test-helper';

const firstPauseMs = 1_000;
const hostFailuresMax = 20;

test('a bot whose own calls are paused does not use up the one call that finds out whether its server is back', async () => {
  const bench = await createRuntimeBench();
  let isDown = true;
  const api = await startBotApi((call) => (isDown ? call.breakOff() : call.answer(sentMessage)));
  const [sick, busy, well] = [
    await bench.createBot(api.apiRoot),
    await bench.createBot(api.apiRoot),
    await bench.createBot(api.apiRoot),
  ];
  const { sender, clock, silent, open, close } = createSender(bench);
  for (const bot of [sick, busy, well]) open(bot);
  const sendTo = (botId: string, chats: number) =>
    sender.enqueue(
      botId,
      Array.from({ length: chats }, (_, index) => outboxRow(String(index + 1))),
    );
  const areDone = (botId: string) => eventually(() => expect(sender.openCount(botId)).toBe(0));

  sendTo(sick.id, 5);
  await areDone(sick.id);
  expect(silent).toEqual([sick.id]);
  clock.nowMs += firstPauseMs;
  sendTo(sick.id, 1);
  await areDone(sick.id);
  // From here the sick bot's pause is twice as long as its server's.
  sendTo(busy.id, hostFailuresMax);
  await areDone(busy.id);
  isDown = false;
  clock.nowMs += firstPauseMs;
  sendTo(sick.id, 1);
  sendTo(well.id, 1);
  await areDone(well.id);
  expect(api.received.at(-1)?.botId).toBe(well.id);
  expect(sender.openCount(sick.id)).toBe(1);
  await close();
  await api.close();
  await bench.close();
});
