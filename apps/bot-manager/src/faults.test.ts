import { outbox } from '@dovecote/db/schema/outbox';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

let bench: Awaited<ReturnType<typeof createBench>>;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(() => bench.close());

const misbehave = (bot: TestBot, rules: object[]) => bench.control('POST', `/bots/${bot.telegramId}/faults`, { rules });

const outboxOf = (bot: TestBot) => bench.db.select().from(outbox).where(eq(outbox.botId, bot.id));

async function startBot(): Promise<TestBot> {
  const bot = await bench.createBot();
  await bench.startManager();
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  return bot;
}

test('a flood limit is waited exactly, then the answer goes out once', async () => {
  const bot = await startBot();
  await misbehave(bot, [{ method: 'sendMessage', kind: '429', count: 1, retryAfter: 2 }]);
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  const { calls } = await bench.control<{ calls: { method: string; atMs: number }[] }>(
    'GET',
    `/bots/${bot.telegramId}/calls`,
  );
  const [refused, taken, ...more] = calls.filter((call) => call.method === 'sendMessage').map((call) => call.atMs);
  expect(more).toEqual([]);
  expect((taken ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(2_000);
});

test('a lost answer is sent again and listed as ambiguous', async () => {
  const bot = await startBot();
  await misbehave(bot, [{ method: 'sendMessage', kind: 'lost-answer', count: 1 }]);
  await bench.send(bot, 'ann', '/start');
  await eventually(async () =>
    expect(await outboxOf(bot)).toMatchObject([{ state: 'sent', isAmbiguous: true, attempts: 2 }]),
  );
});

test('server errors, resets and cut bodies are ridden out', async () => {
  const bot = await startBot();
  await misbehave(bot, [
    { method: 'sendMessage', kind: '500', count: 2 },
    { method: 'getUpdates', kind: 'reset', count: 1 },
    { method: 'getUpdates', kind: 'cut', count: 1 },
  ]);
  for (const person of ['ann', 'bob']) await bench.send(bot, person, '/start');
  await eventually(async () => {
    for (const person of ['ann', 'bob']) expect((await bench.answers(bot, person)).length).toBeGreaterThanOrEqual(1);
  }, 30_000);
}, 40_000);

test('a person who blocked the bot gets a refusal on record and nobody waits for it', async () => {
  const bot = await startBot();
  await misbehave(bot, [{ method: 'sendMessage', kind: 'timeout', count: 0 }]);
  await bench.send(bot, 'ann', '/start');
  await bench.control('POST', `/chats/${bot.username}/block`, {
    workspaceId: bot.workspaceId,
    person: 'ann',
    blocked: true,
  });
  await bench.send(bot, 'bob', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'bob')).toHaveLength(1));
  await eventually(async () => {
    for (const row of await outboxOf(bot)) expect(['sent', 'refused']).toContain(row.state);
  });
});

test('a rival poller shows as a conflict that heals when it leaves', async () => {
  const bot = await startBot();
  let isRival = true;
  const rival = (async () => {
    while (isRival) await fetch(`${bench.apiRoot}/bot${bot.token}/getUpdates?timeout=1`).catch(() => undefined);
  })();
  await eventually(async () => expect(await bench.status(bot)).toBe('conflict'), 20_000);
  isRival = false;
  await rival;
  await eventually(async () => expect(await bench.status(bot)).toBe('running'), 30_000);
}, 60_000);
