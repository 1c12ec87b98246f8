import { setTimeout as sleep } from 'node:timers/promises';
import { contacts } from '@dovecote/db/schema/contacts';
import { eventually } from '@dovecote/testing/eventually';
import { lockWaits } from '@dovecote/testing/lock-waits';
import { and, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outboxRow, type ReceivedCall, sentMessage } from '../sender-bench.test-helper';
import { createBroadcastBench } from './broadcast-bench.test-helper';

let bench: Awaited<ReturnType<typeof createBroadcastBench>>;
/** What the server does with a call; it sends unless the test says otherwise. */
let react: (call: ReceivedCall) => void | Promise<void>;

beforeEach(async () => {
  react = (call) => call.answer(sentMessage);
  bench = await createBroadcastBench((call) => react(call));
});

afterEach(() => bench.close());

const chatsOf = (botId: string) => bench.api.received.filter((call) => call.botId === botId).map((call) => call.chatId);
const everyChat = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
const isDone = (id: string) => eventually(async () => expect(await bench.state(id)).toBe('done'), 20_000);

test('each recipient of every bot is called once, and the broadcast is done with a receipt for each', async () => {
  const bots = [await bench.createBot(), await bench.createBot()];
  const holder = await bench.startHolder();
  const ids: string[] = [];
  for (const bot of bots) {
    await holder.hold(bot);
    ids.push(await bench.plant(bot, 40));
  }
  for (const id of ids) await isDone(id);
  for (const bot of bots) expect(chatsOf(bot.id).sort()).toEqual(everyChat(40).sort());
  for (const id of ids) expect(await bench.counts(id)).toEqual({ sent: 40 });
  expect(await bench.recipient(ids[0] ?? '', '7')).toMatchObject({ attempts: 1, messageId: 1, error: null });
});

test('while the event loop is late, a broadcast goes on with four calls at once', async () => {
  let open = 0;
  let openMax = 0;
  react = async (call) => {
    open += 1;
    openMax = Math.max(openMax, open);
    await sleep(500);
    open -= 1;
    call.answer(sentMessage);
  };
  const bot = await bench.createBot();
  const holder = await bench.startHolder(() => true);
  await holder.hold(bot);
  const id = await bench.plant(bot, 20);
  await isDone(id);
  expect(await bench.counts(id)).toEqual({ sent: 20 });
  expect(openMax).toBeLessThanOrEqual(4);
});

test('a refusal closes its recipient and marks who blocked the bot; what Telegram may have executed is not repeated', async () => {
  react = (call) => {
    if (call.chatId === '1') call.answer({ ok: false, error_code: 403, description: 'Forbidden: bot was blocked' });
    else if (call.chatId === '2') call.answer({ ok: false, error_code: 400, description: 'Bad Request: no text' });
    else if (call.chatId === '3') call.answer({ ok: false, error_code: 502, description: 'Bad Gateway' });
    else if (call.chatId === '4') call.breakOff();
    else call.answer(sentMessage);
  };
  const bot = await bench.createBot();
  const holder = await bench.startHolder();
  await holder.hold(bot);
  const id = await bench.plant(bot, 10);
  await isDone(id);
  expect(await bench.counts(id)).toEqual({ sent: 6, refused: 2, ambiguous: 2 });
  expect(chatsOf(bot.id).sort()).toEqual(everyChat(10).sort());
  const blocked = await bench.db
    .select()
    .from(contacts)
    .where(and(eq(contacts.botId, bot.id), eq(contacts.isBlocked, true)));
  expect(blocked.map((contact) => contact.externalId)).toEqual(['1']);
});

test('who stopped the bot after the broadcast was made, or was forgotten, is not written to', async () => {
  const bot = await bench.createBot();
  const id = await bench.plant(bot, 5);
  await bench.db.update(contacts).set({ isStopped: true }).where(eq(contacts.externalId, '3'));
  await bench.db.delete(contacts).where(eq(contacts.externalId, '4'));
  const holder = await bench.startHolder();
  await holder.hold(bot);
  await isDone(id);
  expect(await bench.counts(id)).toEqual({ sent: 3, refused: 2 });
  expect(chatsOf(bot.id).sort()).toEqual(['1', '2', '5']);
});

test('a chat’s flood limit holds that chat exactly as long as told, and nobody else', async () => {
  const atMs = new Map<string, number[]>();
  react = (call) => {
    const times = atMs.get(call.chatId) ?? [];
    atMs.set(call.chatId, [...times, performance.now()]);
    const isFlooded = call.chatId === '1' && times.length === 0;
    if (isFlooded) call.answer({ ok: false, error_code: 429, description: '', parameters: { retry_after: 2 } });
    else call.answer(sentMessage);
  };
  const bot = await bench.createBot();
  const holder = await bench.startHolder();
  await holder.hold(bot);
  const id = await bench.plant(bot, 30);
  await isDone(id);
  const [first = 0, second = 0] = atMs.get('1') ?? [];
  expect(second - first).toBeGreaterThanOrEqual(2_000);
  const others = [...atMs].filter(([chatId]) => chatId !== '1').flatMap(([, times]) => times);
  expect(others).toHaveLength(29);
  expect(Math.max(...others)).toBeLessThan(second);
  expect(await bench.recipient(id, '1')).toMatchObject({ state: 'sent', attempts: 2 });
});

test('floods in one chat after another are the bot’s own: it waits as told, while another bot goes on', async () => {
  let refusals = 0;
  const bots = [await bench.createBot(), await bench.createBot()];
  const [flooded] = bots;
  const times: { botId: string; atMs: number; isFlood: boolean }[] = [];
  react = (call) => {
    const isFlood = call.botId === flooded?.id && refusals < 3;
    times.push({ botId: call.botId, atMs: performance.now(), isFlood });
    if (isFlood) refusals += 1;
    if (isFlood) call.answer({ ok: false, error_code: 429, description: '', parameters: { retry_after: 3 } });
    else call.answer(sentMessage);
  };
  const holder = await bench.startHolder();
  const ids: string[] = [];
  for (const bot of bots) {
    await holder.hold(bot);
    ids.push(await bench.plant(bot, 30));
  }
  for (const id of ids) await isDone(id);
  const lastFlood = times.findLast((call) => call.isFlood)?.atMs ?? 0;
  const later = times.filter((call) => call.botId === flooded?.id && !call.isFlood && call.atMs > lastFlood + 250);
  expect(later.length).toBeGreaterThan(20);
  expect(Math.min(...later.map((call) => call.atMs))).toBeGreaterThanOrEqual(lastFlood + 3_000);
  expect(times.some((call) => call.botId !== flooded?.id && call.atMs < lastFlood + 2_000)).toBe(true);
});

test('a refused token is reported, nobody is called any more, and everybody waits for the next one', async () => {
  react = (call) => call.answer({ ok: false, error_code: 401, description: 'Unauthorized' });
  const bot = await bench.createBot();
  const holder = await bench.startHolder();
  await holder.hold(bot);
  const id = await bench.plant(bot, 20);
  await eventually(() => expect(holder.unauthorized).toContain(bot.id));
  await eventually(async () => expect(await bench.counts(id)).toEqual({ waiting: 20 }));
  // What started together was refused together.
  expect(bench.api.received.length).toBeLessThanOrEqual(3);
});

test('a chat with an open reply is passed over until it is free', async () => {
  const replies: ReceivedCall[] = [];
  react = (call) => {
    if (call.chatId === '1' && replies.length === 0) replies.push(call);
    else call.answer(sentMessage);
  };
  const bot = await bench.createBot();
  const holder = await bench.startHolder();
  await holder.hold(bot);
  holder.sender.enqueue(bot.id, [outboxRow('1')]);
  await eventually(() => expect(replies).toHaveLength(1));
  const id = await bench.plant(bot, 5);
  await eventually(async () => expect(await bench.counts(id)).toEqual({ sent: 4, waiting: 1 }));
  expect(chatsOf(bot.id).filter((chatId) => chatId === '1')).toHaveLength(1);
  replies[0]?.answer(sentMessage);
  await isDone(id);
  expect(chatsOf(bot.id).filter((chatId) => chatId === '1')).toHaveLength(2);
});

test('pause, resume and cancel hold for the next call, and a resumed broadcast loses nobody', async () => {
  const [bot, other] = [await bench.createBot(), await bench.createBot()];
  const holder = await bench.startHolder();
  for (const one of [bot, other]) await holder.hold(one);
  const id = await bench.plant(bot, 60);
  await bench.plant(other, 300);
  const called = () => chatsOf(bot.id).length;
  /** As long as it takes the other bot to call twenty chats. */
  const aWhile = async () => {
    const before = chatsOf(other.id).length;
    await eventually(() => expect(chatsOf(other.id).length).toBeGreaterThan(before + 20));
  };
  const setState = async (state: 'running' | 'paused' | 'cancelled') => {
    await bench.setState(id, state);
    await holder.engine.look();
    await eventually(async () => expect((await bench.counts(id)).sending).toBeUndefined());
  };
  await eventually(() => expect(called()).toBeGreaterThan(5));
  await setState('paused');
  const atPause = called();
  // What rests takes neither memory nor time.
  await eventually(async () => {
    await holder.engine.look();
    expect([...holder.pacers.keys()]).toEqual([other.id]);
  });
  await aWhile();
  expect(called()).toBe(atPause);
  expect(await bench.counts(id)).toEqual({ sent: atPause, waiting: 60 - atPause });
  await bench.setState(id, 'running');
  await eventually(() => expect(called()).toBeGreaterThan(atPause));
  await setState('cancelled');
  const atCancel = called();
  await aWhile();
  expect(called()).toBe(atCancel);
  expect(await bench.counts(id)).toEqual({ sent: atCancel, waiting: 60 - atCancel });
  expect(new Set(chatsOf(bot.id)).size).toBe(atCancel);
});

test('chats that are held back for long do not keep the others waiting', async () => {
  // Many of them, and never two after another in the order of the calls: those would be the bot's own floods.
  const isFlooded = (chatId: string) => /[2468]$/.test(chatId);
  react = (call) => {
    if (!isFlooded(call.chatId)) call.answer(sentMessage);
    else call.answer({ ok: false, error_code: 429, description: '', parameters: { retry_after: 600 } });
  };
  const bot = await bench.createBot();
  const holder = await bench.startHolder();
  await holder.hold(bot);
  const id = await bench.plant(bot, 270);
  await eventually(async () => expect(await bench.counts(id)).toEqual({ sent: 162, waiting: 108 }), 20_000);
});

test('whom the database refused for a moment is not forgotten while a chat is held back for long', async () => {
  react = (call) => {
    if (call.chatId !== '1') call.answer(sentMessage);
    else call.answer({ ok: false, error_code: 429, description: '', parameters: { retry_after: 600 } });
  };
  const bot = await bench.createBot();
  const holder = await bench.startHolder();
  await holder.hold(bot);
  const id = await bench.plant(bot, 30);
  const setLease = (span: string) => bench.db.execute(sql`update processes set expires_at = now() + ${span}::interval`);
  await eventually(() => expect(bench.api.received.length).toBeGreaterThan(5));
  await setLease('0');
  await sleep(2_000);
  await setLease('1 hour');
  await eventually(async () => expect(await bench.counts(id)).toEqual({ sent: 29, waiting: 1 }));
  expect(new Set(chatsOf(bot.id)).size).toBe(chatsOf(bot.id).length);
});

test('whom the database took up too late for a bot that left waits again, and is not listed as lost', async () => {
  const bot = await bench.createBot();
  const id = await bench.plant(bot, 20);
  const holder = await bench.startHolder();
  const planted = sql`select xmin from broadcast_recipients where broadcast_id = ${id} limit 1`;
  const {
    rows: [before],
  } = await bench.db.execute<{ xmin: string }>(planted);
  await bench.db.transaction(async (tx) => {
    await tx.execute(sql`select from broadcast_recipients where broadcast_id = ${id} for update`);
    await holder.hold(bot);
    await lockWaits(bench.db, 1);
    await holder.leave(bot.id);
  });
  // Taken up they are for a moment only, but that they were written stays to be seen.
  const written = sql`select from broadcast_recipients where broadcast_id = ${id} and xmin::text <> ${before?.xmin ?? ''}`;
  await eventually(async () => expect((await bench.db.execute(written)).rows).not.toHaveLength(0));
  await eventually(async () => expect(await bench.counts(id)).toEqual({ waiting: 20 }));
  expect(bench.api.received).toEqual([]);
});

test('a hand-over in the middle goes on where it was: everybody once', async () => {
  const bots = await Promise.all(Array.from({ length: 8 }, () => bench.createBot()));
  const [first, second] = [await bench.startHolder(), await bench.startHolder()];
  const ids: string[] = [];
  for (const bot of bots) {
    await first.hold(bot);
    ids.push(await bench.plant(bot, 40));
  }
  await eventually(() => expect(bench.api.received.length).toBeGreaterThan(100));
  await Promise.all(bots.map((bot) => first.leave(bot.id)));
  for (const id of ids) expect((await bench.counts(id)).sending).toBeUndefined();
  await bench.db.execute(sql`update bot_holders set process_id = 'prc_gone'`);
  for (const bot of bots) await second.hold(bot);
  for (const id of ids) {
    await isDone(id);
    expect(await bench.counts(id)).toEqual({ sent: 40 });
  }
  for (const bot of bots) expect(chatsOf(bot.id).sort()).toEqual(everyChat(40).sort());
});

test('what a dead process had under way is ambiguous and never sent again; the next holder sends the rest', async () => {
  const held: ReceivedCall[] = [];
  react = (call) => {
    if (Number(call.chatId) % 4 === 0) held.push(call);
    else call.answer(sentMessage);
  };
  const bot = await bench.createBot();
  const [first, second] = [await bench.startHolder(), await bench.startHolder()];
  await first.hold(bot);
  const id = await bench.plant(bot, 60);
  await eventually(() => expect(held.length).toBeGreaterThan(3));
  await first.die();
  react = (call) => call.answer(sentMessage);
  await second.hold(bot);
  await eventually(async () => expect((await bench.counts(id)).ambiguous).toBeGreaterThanOrEqual(held.length));
  // Its answers come too late: whoever looks after the bot now has said what is known.
  for (const call of held) call.answer(sentMessage);
  await isDone(id);
  const { sent = 0, ambiguous = 0, ...others } = await bench.counts(id);
  expect(others).toEqual({});
  expect(sent + ambiguous).toBe(60);
  expect(ambiguous).toBeGreaterThanOrEqual(held.length);
  expect(ambiguous).toBeLessThanOrEqual(30);
  expect(new Set(chatsOf(bot.id)).size).toBe(chatsOf(bot.id).length);
});

test('a recipient of one workspace’s broadcast cannot be another workspace’s', async () => {
  const [bot, other] = [await bench.createBot(), await bench.createBot()];
  const id = await bench.plant(bot, 1);
  const planted = bench.db.execute(sql`insert into broadcast_recipients (workspace_id, bot_id, broadcast_id, chat_id)
    values (${other.workspaceId}, ${other.id}, ${id}, '2')`);
  await expect(planted).rejects.toMatchObject({ cause: { code: '23503' } });
});
