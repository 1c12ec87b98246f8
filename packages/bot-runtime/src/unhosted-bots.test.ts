import { bots } from '@dovecote/db/schema/bots';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import { UnhostedBots } from './unhosted-bots';

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

test('a bot that was stopped is known as such soon, however often it is looked up meanwhile', async () => {
  const bot = await bench.createBot();
  const unhosted = new UnhostedBots(bench.db, bench.vault);
  expect(await unhosted.find(bot.webhookPath)).toMatchObject({ id: bot.id, isWanted: true });
  await bench.db.update(bots).set({ desiredState: 'stopped' }).where(eq(bots.id, bot.id));
  // Looks every 50 milliseconds.
  await eventually(async () => expect(await unhosted.find(bot.webhookPath)).toMatchObject({ isWanted: false }), 6_000);
});

test('a path is nobody’s until a bot has it, and that is not remembered', async () => {
  const unhosted = new UnhostedBots(bench.db, bench.vault);
  expect(await unhosted.find('path-of-a-bot-to-come')).toBeNull();
  const bot = await bench.createBot();
  await bench.db.update(bots).set({ webhookPath: 'path-of-a-bot-to-come' }).where(eq(bots.id, bot.id));
  expect(await unhosted.find('path-of-a-bot-to-come')).toMatchObject({ id: bot.id });
});
