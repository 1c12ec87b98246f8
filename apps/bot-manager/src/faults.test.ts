import { bots } from '@dovecote/db/schema/bots';
import { contacts } from '@dovecote/db/schema/contacts';
import { mails } from '@dovecote/db/schema/mails';
import { outbox } from '@dovecote/db/schema/outbox';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

type Markup = { inline_keyboard?: { callback_data?: string }[][] };

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

test('the spinner of a button ends although Telegram failed at first', async () => {
  const bot = await startBot();
  await bench.send(bot, 'ann', '/language');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  const place = { workspaceId: bot.workspaceId, person: 'ann' };
  const { messages } = await bench.control<{ messages: { messageId: number; replyMarkup: Markup | null }[] }>(
    'GET',
    `/chats/${bot.username}/messages?${new URLSearchParams(place)}`,
  );
  const asked = messages.at(-1);
  const data = asked?.replyMarkup?.inline_keyboard?.[0]?.[0]?.callback_data;
  await misbehave(bot, [{ method: 'answerCallbackQuery', kind: '500', count: 2 }]);
  const press = { ...place, messageId: asked?.messageId, data, waitSeconds: 20 };
  const { answered } = await bench.control<{ answered: object | null }>(
    'POST',
    `/chats/${bot.username}/presses`,
    press,
  );
  expect(answered).not.toBeNull();
  await eventually(async () => {
    const ended = (await outboxOf(bot)).filter((row) => row.method === 'answerCallbackQuery');
    expect(ended).toMatchObject([{ state: 'sent', attempts: 3, isAmbiguous: true }]);
  });
}, 40_000);

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
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await eventually(() => expect(bench.managers[0]?.hostedBots()).toBe(0));
  await bench.send(bot, 'ann', '/start');
  const block = { workspaceId: bot.workspaceId, person: 'ann', blocked: true };
  await bench.control('POST', `/chats/${bot.username}/block`, block);
  await bench.send(bot, 'bob', '/start');
  await bench.setWanted(bot, { desiredState: 'running' });
  await eventually(async () => expect(await bench.answers(bot, 'bob')).toHaveLength(1));
  await eventually(async () => {
    const states = (await outboxOf(bot)).map((row) => row.state).sort();
    expect(states).toEqual(['refused', 'sent']);
  });
  const known = await bench.db.select().from(contacts).where(eq(contacts.botId, bot.id));
  expect(known.map((contact) => contact.isBlocked === true).sort()).toEqual([false, true]);
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
  await eventually(async () => expect(await bench.status(bot)).toBe('running'), 75_000);
}, 120_000);

test('a flood limit outlives the process that met it', async () => {
  const bot = await startBot();
  await misbehave(bot, [{ method: 'sendMessage', kind: '429', count: 1, retryAfter: 3 }]);
  await bench.send(bot, 'ann', '/start');
  const sends = async () => {
    const { calls } = await bench.control<{ calls: { method: string; atMs: number }[] }>(
      'GET',
      `/bots/${bot.telegramId}/calls`,
    );
    return calls.filter((call) => call.method === 'sendMessage').map((call) => call.atMs);
  };
  await eventually(async () => expect(await sends()).toHaveLength(1));
  await eventually(async () => expect(await outboxOf(bot)).toMatchObject([{ state: 'queued' }]));
  await bench.managers.pop()?.close();
  await bench.startManager();
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  const [refused = 0, taken = 0] = await sends();
  expect(taken - refused).toBeGreaterThanOrEqual(2_900);
});

test('a stop whose deleteWebhook answer was lost does not leave the next start deaf', async () => {
  const port = await findFreePort(27_000);
  const bot = await bench.createBot({ transport: 'webhook' });
  await bench.startManager({ PUBLIC_URL: `http://127.0.0.1:${port}`, BOT_MANAGER_PORT: port });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  await misbehave(bot, [{ method: 'deleteWebhook', kind: 'lost-answer', count: 1 }]);
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await eventually(async () => expect(bench.managers[0]?.hostedBots()).toBe(0), 30_000);
  await bench.setWanted(bot, { desiredState: 'running' });
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
}, 60_000);

test.each([
  ['webhook', 'setWebhook'],
  ['polling', 'getUpdates'],
] as const)(
  'a long flood limit at the start is told to the owner: %s',
  async (transport, method) => {
    const port = await findFreePort(27_000);
    const bot = await bench.createBot({ transport });
    await misbehave(bot, [{ method, kind: '429', count: 1, retryAfter: 12 }]);
    await bench.startManager({ PUBLIC_URL: `http://127.0.0.1:${port}`, BOT_MANAGER_PORT: port });
    await eventually(async () => expect(await bench.status(bot)).toBe('error'));
    const [row] = await bench.db.select().from(bots).where(eq(bots.id, bot.id));
    expect(row?.statusCause).toEqual({ code: 'unanswered', detail: expect.stringContaining('12') });
    await eventually(async () => expect(await bench.status(bot)).toBe('running'), 30_000);
  },
  60_000,
);

test('a revoked token stays quiet when the bot is changed and when the manager starts anew', async () => {
  const bot = await startBot();
  await bench.control('DELETE', `/bots/${bot.telegramId}`);
  await eventually(async () => expect(await bench.status(bot)).toBe('token_revoked'), 40_000);
  await bench.setWanted(bot, { name: 'renamed' });
  await bench.managers.pop()?.close();
  const second = await bench.startManager();
  await bench.setWanted(bot, { name: 'renamed again' });
  expect(second.hostedBots()).toBe(0);
  expect(await bench.status(bot)).toBe('token_revoked');
  expect(await bench.db.select().from(mails)).toHaveLength(1);
}, 60_000);

test('command menus that Telegram does not take at first are set later, though nothing changes', async () => {
  const bot = await bench.createBot();
  await misbehave(bot, [
    { method: 'setMyCommands', kind: '500', count: 1 },
    { method: 'setMyCommands', kind: '429', count: 1, retryAfter: 1 },
  ]);
  await bench.startManager();
  await eventually(async () => {
    const response = await fetch(
      `${bench.apiRoot}/bot${bot.token}/getMyCommands?scope={"type":"all_group_chats"}&language_code=ru`,
    );
    const { result } = (await response.json()) as { result: { command: string }[] };
    expect(result.map((one) => one.command)).toContain('help');
  });
});
