import { contacts } from '@dovecote/db/schema/contacts';
import { mails } from '@dovecote/db/schema/mails';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench } from './manager-bench.test-helper';

let bench: Awaited<ReturnType<typeof createBench>>;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(() => bench.close());

const greeting = { core: { greeting: { en: 'Welcome to the loft, {name}!' } } };

test('a polling bot answers /start with its owner’s greeting, once', async () => {
  const bot = await bench.createBot({}, greeting);
  await bench.startManager();
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toEqual(['Welcome to the loft, Ann!']));
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const [row] = await bench.db.select().from(updates).where(eq(updates.botId, bot.id));
  expect(row).toMatchObject({ state: 'done', moduleId: 'core', kind: 'message' });
  await eventually(async () => {
    const [sent] = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id));
    expect(sent).toMatchObject({ state: 'sent', method: 'sendMessage', isAmbiguous: false });
  });
});

test('whoever writes is known from then on, and when they were last seen is kept to the minute', async () => {
  const bot = await bench.createBot({}, greeting);
  await bench.startManager();
  const contactAfter = async (messages: number) => {
    await bench.send(bot, 'ann', '/start');
    await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(messages));
    return (await bench.db.select().from(contacts).where(eq(contacts.botId, bot.id)))[0];
  };
  expect(await contactAfter(1)).toMatchObject({ kind: 'private', isStopped: null });
  // Between two updates that wrote it or will: what the manager remembers of a contact is not changed behind its back.
  const longAgo = new Date(Date.now() - 120_000);
  await bench.db.update(contacts).set({ lastSeenAt: longAgo });
  const seen = await contactAfter(2);
  expect(seen?.lastSeenAt.getTime()).toBeGreaterThan(longAgo.getTime() + 100_000);
  expect(await contactAfter(3)).toEqual(seen);
});

test('whoever writes to the bot has not blocked it, even if Telegram never told that they let it in again', async () => {
  const bot = await bench.createBot({}, greeting);
  await bench.startManager();
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  const longAgo = new Date(Date.now() - 120_000);
  await bench.db.update(contacts).set({ isBlocked: true, lastSeenAt: longAgo });
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(2));
  expect(await bench.db.select().from(contacts)).toMatchObject([{ isBlocked: false }]);
});

test('a group that is heard of has the bot in it, unless that is about who left', async () => {
  const port = await findFreePort(25_300);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ transport: 'webhook' }, greeting);
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const headers = { 'x-telegram-bot-api-secret-token': bot.webhookSecret };
  const hear = async (updateId: number, content: object) => {
    const from = { id: 1001, is_bot: false, first_name: 'Ann' };
    const message = { message_id: updateId, date: 1, chat: { id: -1001, type: 'supergroup' }, from, ...content };
    const body = JSON.stringify({ update_id: updateId, message });
    expect((await fetch(`${publicUrl}/tg/${bot.webhookPath}`, { method: 'POST', headers, body })).status).toBe(200);
  };
  const block = () => bench.db.update(contacts).set({ isBlocked: true, lastSeenAt: new Date(Date.now() - 120_000) });
  await hear(1, { text: 'hello' });
  await block();
  await hear(2, { left_chat_member: { id: Number(bot.telegramId), is_bot: true } });
  expect(await bench.db.select().from(contacts)).toMatchObject([{ isBlocked: true }]);
  await block();
  await hear(3, { text: 'hello' });
  expect(await bench.db.select().from(contacts)).toMatchObject([{ isBlocked: false }]);
});

test('another bot that writes gets no answer and is no contact', async () => {
  const port = await findFreePort(25_200);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ transport: 'webhook' }, greeting);
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const other = { id: 7001, is_bot: true, first_name: 'Other', username: 'other_bot' };
  const message = { message_id: 1, date: 1, chat: { id: 7001, type: 'private' }, from: other, text: 'What?' };
  const headers = { 'x-telegram-bot-api-secret-token': bot.webhookSecret };
  const body = JSON.stringify({ update_id: 12, message });
  expect((await fetch(`${publicUrl}/tg/${bot.webhookPath}`, { method: 'POST', headers, body })).status).toBe(200);
  expect(await bench.db.select().from(updates)).toMatchObject([{ state: 'skipped', reason: 'other_bot' }]);
  expect(await bench.db.select().from(contacts)).toEqual([]);
  expect(await bench.db.select().from(outbox)).toEqual([]);
});

test('a stopped bot stays silent; what waited is answered once when it starts again', async () => {
  const bot = await bench.createBot({}, greeting);
  await bench.startManager();
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await eventually(async () => expect(bench.managers[0]?.hostedBots()).toBe(0));
  await bench.send(bot, 'ann', '/start');
  await bench.send(bot, 'bob', '/start');
  expect(await bench.answers(bot, 'ann')).toEqual([]);
  await bench.setWanted(bot, { desiredState: 'running' });
  await eventually(async () => {
    expect(await bench.answers(bot, 'ann')).toHaveLength(1);
    expect(await bench.answers(bot, 'bob')).toHaveLength(1);
  });
});

test('a webhook bot answers; a post without the secret is 401 and leaves no row', async () => {
  const port = await findFreePort(25_000);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ transport: 'webhook' }, greeting);
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  const forged = { method: 'POST', body: JSON.stringify({ update_id: 999_999, message: {} }) };
  for (const secret of [undefined, 'wrong']) {
    const headers: Record<string, string> = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret };
    expect((await fetch(`${publicUrl}/tg/${bot.webhookPath}`, { ...forged, headers })).status).toBe(401);
  }
  const headers = { 'x-telegram-bot-api-secret-token': bot.webhookSecret };
  expect((await fetch(`${publicUrl}/tg/${bot.webhookPath}`, { method: 'POST', body: 'junk', headers })).status).toBe(
    200,
  );
  await bench.setWanted(bot, { desiredState: 'stopped' });
  await eventually(async () => expect(bench.managers[0]?.hostedBots()).toBe(0));
  expect((await fetch(`${publicUrl}/tg/${bot.webhookPath}`, { ...forged, headers })).status).toBe(503);
  expect(await bench.db.select().from(updates)).toHaveLength(1);
});

test('a redelivered update has one effect', async () => {
  const port = await findFreePort(25_100);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ transport: 'webhook' }, greeting);
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  const [row] = await bench.db.select().from(updates).where(eq(updates.botId, bot.id));
  const again = {
    update_id: Number(row?.updateId),
    message: {
      message_id: 1,
      date: 1,
      chat: { id: Number(row?.contactId), type: 'private', first_name: 'ann' },
      text: '/start',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    },
  };
  const headers = { 'x-telegram-bot-api-secret-token': bot.webhookSecret };
  for (let time = 0; time < 5; time += 1) {
    // The first ones meet a process that remembers it, the others one that has only the journal.
    if (time === 2) {
      if (bench.managers[0]) await bench.end(bench.managers[0]);
      await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
      await eventually(async () => expect(bench.managers[0]?.hostedBots()).toBe(1));
    }
    const response = await fetch(`${publicUrl}/tg/${bot.webhookPath}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(again),
    });
    expect(response.status).toBe(200);
  }
  await bench.send(bot, 'ann', '/help');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(2));
});

test('a limit holds updates back and drops none, in order', async () => {
  const bot = await bench.createBot({ requestsPerSecond: 10 }, { core: { commands: [] } });
  await bench.startManager();
  const began = performance.now();
  for (let index = 0; index < 30; index += 1) await bench.send(bot, 'ann', `/start ${index}`);
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(30), 20_000);
  expect(performance.now() - began).toBeGreaterThan(1_500);
  const rows = await bench.db.select().from(updates).where(eq(updates.botId, bot.id)).orderBy(updates.seq);
  const finished = rows.map((row) => row.finishedAt?.getTime() ?? 0);
  expect(finished).toEqual([...finished].sort((a, b) => a - b));
});

test('a revoked token ends all calls, shows as token_revoked and is told once', async () => {
  const bot = await bench.createBot({}, greeting);
  await bench.startManager();
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  await bench.control('DELETE', `/bots/${bot.telegramId}`);
  await eventually(async () => expect(await bench.status(bot)).toBe('token_revoked'), 40_000);
  expect(await bench.db.select().from(mails)).toHaveLength(1);
  expect(bench.managers[0]?.hostedBots()).toBe(0);
}, 60_000);

test('malformed and unknown updates are journalled or put aside, and the chat goes on', async () => {
  const port = await findFreePort(25_200);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ transport: 'webhook' }, greeting);
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const headers = { 'x-telegram-bot-api-secret-token': bot.webhookSecret };
  const post = (body: string) => fetch(`${publicUrl}/tg/${bot.webhookPath}`, { method: 'POST', headers, body });
  const strange = [
    '{"update_id":1000001}',
    '{"update_id":1000002,"brand_new_kind":{"chat":{"id":5}}}',
    '{"update_id":1000003,"message":{"message_id":1,"chat":{"id":"x\\u0000"},"text":7,"entities":{}}}',
    '{"update_id":1000004,"we\\u0000ird":null}',
    '{"update_id":1000005,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"text":"\\u0000"}}',
    '{"update_id":"x"}',
    '[[[',
  ];
  for (const body of strange) expect((await post(body)).status).toBe(200);
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  await eventually(async () => {
    const rows = await bench.db.select().from(updates).where(eq(updates.botId, bot.id));
    expect(rows).toHaveLength(6);
    expect(rows.filter((row) => row.state === 'waiting')).toEqual([]);
  });
});
