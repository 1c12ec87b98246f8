import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGate, createIntake, messageUpdate } from './intake-bench.test-helper';
import { JournalWriter } from './journal-writer';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow } from './sender-bench.test-helper';

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

test('a bot with a thousand calls in memory that have no receipt takes no more updates; of one chat few are there', async () => {
  const bot = await bench.createBot();
  const { sender, open, close } = createSender(bench);
  open(bot);
  const { intake } = createIntake(bench, bot, { sender });
  intake.open();
  await eventually(() => expect(intake.hasCapacity()).toBe(true));
  const later = new Date(Date.now() + 3_600_000);
  const waiting = (chatId: number) => outboxRow(String(chatId), { state: 'queued', notBefore: later });
  // However many one chat has, they are no reason to keep the others waiting.
  sender.enqueue(
    bot.id,
    Array.from({ length: 2_000 }, () => waiting(1)),
  );
  const inMemory = sender.openCount(bot.id);
  sender.enqueue(
    bot.id,
    Array.from({ length: 999 - inMemory }, (_, index) => waiting(index + 2)),
  );
  expect(intake.hasCapacity()).toBe(true);
  sender.enqueue(bot.id, [waiting(2_000)]);
  expect(intake.hasCapacity()).toBe(false);
  await close();
  await intake.close();
});

test.each(['polled', 'read from the journal'])(
  'an update that is %s takes as much of the memory budget as it is long, until it is worked',
  async (way) => {
    const bot = await bench.createBot();
    const { intake, memory, hold } = createIntake(bench, bot);
    const gate = createGate();
    hold.until = gate.opened;
    const update = messageUpdate(1, 5, 'long '.repeat(10_000));
    const text = JSON.stringify(update);
    if (way === 'polled') {
      intake.open();
      await eventually(() => expect(intake.hasBacklog).toBe(false));
      await intake.accept([update]);
    } else {
      await new JournalWriter(bench.db, 'prc_elsewhere').append(bot, update, text, new Date());
      intake.open();
    }
    await eventually(() => expect(memory.usedBytes).toBe(text.length));
    gate.open();
    await eventually(() => expect(memory.usedBytes).toBe(0));
    await intake.close();
  },
);
