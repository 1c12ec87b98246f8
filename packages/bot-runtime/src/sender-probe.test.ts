import { eventually } from '@dovecote/testing/eventually';
import { expect, test } from 'vitest';
import { createRuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow, sentMessage, startBotApi } from './sender-bench.test-helper';

const firstPauseMs = 1_000;
const botFailuresMax = 5;
const hostFailuresMax = 20;

test('a bot whose own calls are paused does not use up the one call that finds out whether its server is back', async () => {
  const bench = await createRuntimeBench();
  let isDown = true;
  const api = await startBotApi((call) => (isDown ? call.breakOff() : call.answer(sentMessage)));
  const sick = await bench.createBot(api.apiRoot);
  const well = await bench.createBot(api.apiRoot);
  const busy: (typeof sick)[] = [];
  while ((busy.length + 1) * botFailuresMax < hostFailuresMax) busy.push(await bench.createBot(api.apiRoot));
  const { sender, clock, silent, open, close } = createSender(bench);
  for (const bot of [sick, ...busy, well]) open(bot);
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
  for (const bot of busy) sendTo(bot.id, botFailuresMax);
  for (const bot of busy) await areDone(bot.id);
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

test('a bot that closes before it makes the one call that finds out whether its server is back leaves it to the others', async () => {
  const bench = await createRuntimeBench();
  let isDown = true;
  const api = await startBotApi((call) => (isDown ? call.breakOff() : call.answer(sentMessage)));
  const leaving = await bench.createBot(api.apiRoot);
  const well = await bench.createBot(api.apiRoot);
  const busy: (typeof leaving)[] = [];
  while (busy.length * botFailuresMax < hostFailuresMax) busy.push(await bench.createBot(api.apiRoot));
  const { sender, clock, open, close } = createSender(bench);
  for (const bot of [leaving, well, ...busy]) open(bot);
  for (const bot of busy) {
    sender.enqueue(
      bot.id,
      Array.from({ length: botFailuresMax }, (_, index) => outboxRow(String(index + 1))),
    );
  }
  for (const bot of busy) await eventually(() => expect(sender.openCount(bot.id)).toBe(0));
  isDown = false;
  clock.nowMs += firstPauseMs;
  sender.enqueue(leaving.id, [outboxRow('1', { state: 'queued' })]);
  sender.hold(leaving.id);
  await sender.close(leaving.id);
  sender.enqueue(well.id, [outboxRow('1')]);
  // The clock stands still: behind a call that nobody makes this one would never go.
  await eventually(() => expect(sender.openCount(well.id)).toBe(0));
  expect(api.received.at(-1)?.botId).toBe(well.id);
  await close();
  await api.close();
  await bench.close();
});

test('many calls of one bot that break off at once hold up nobody else on its server', async () => {
  const bench = await createRuntimeBench();
  const held: (() => void)[] = [];
  const api = await startBotApi((call) => {
    if (call.botId !== sick.id) return call.answer(sentMessage);
    held.push(call.breakOff);
    if (held.length === 2 * hostFailuresMax) for (const breakOff of held) breakOff();
  });
  const sick = await bench.createBot(api.apiRoot);
  const well = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  for (const bot of [sick, well]) open(bot);
  const chats = Array.from({ length: 2 * hostFailuresMax }, (_, index) => outboxRow(String(index + 1)));
  sender.enqueue(sick.id, chats);
  await eventually(() => expect(sender.openCount(sick.id)).toBe(0));
  sender.enqueue(well.id, [outboxRow('1')]);
  // The clock stands still: with the server's own pause this call would never go.
  await eventually(() => expect(sender.openCount(well.id)).toBe(0));
  await close();
  await api.close();
  await bench.close();
});
