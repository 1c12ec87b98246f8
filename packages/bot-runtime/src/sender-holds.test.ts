import { setTimeout as sleep } from 'node:timers/promises';
import { outbox } from '@dovecote/db/schema/outbox';
import { eventually } from '@dovecote/testing/eventually';
import { lockWaits } from '@dovecote/testing/lock-waits';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import {
  createSender,
  insertCall,
  outboxRow,
  type ReceivedCall,
  sentMessage,
  startBotApi,
} from './sender-bench.test-helper';

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

test('a chat that was refused twice for too many messages gets the following ones a second apart, and only that chat', async () => {
  const flood = { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } };
  let refusals = 0;
  const api = await startBotApi((call) => {
    if (call.chatId !== '1' || refusals === 2) return call.answer(sentMessage);
    refusals += 1;
    call.answer(flood);
  });
  const bot = await bench.createBot(api.apiRoot);
  const { sender, clock, open, close } = createSender(bench);
  open(bot);
  const ids = [await insertCall(bench, bot, '1', 0), await insertCall(bench, bot, '1', 1)];
  const untilStored = (...calls: object[]) =>
    eventually(async () => {
      const rows = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id)).orderBy(outbox.position);
      expect(rows).toMatchObject(calls);
    });
  sender.enqueue(bot.id, [...ids.map((id) => outboxRow('1', { id })), outboxRow('2'), outboxRow('2')]);
  for (const attempts of [1, 2]) {
    await untilStored({ state: 'queued', attempts }, { state: 'sending', attempts: 0 });
    clock.nowMs += 1_000;
  }
  await untilStored({ state: 'sent', attempts: 3 }, { state: 'sending', attempts: 0 });
  // The sender's own clock stands still: no wait of ours could let the next one through.
  await sleep(1_500);
  const arrived = (chatId: string) => api.received.filter((call) => call.chatId === chatId).length;
  expect([arrived('1'), arrived('2')]).toEqual([3, 2]);
  clock.nowMs += 1_000;
  await untilStored({ state: 'sent' }, { state: 'sent' });
  await close();
  await api.close();
});

test('a call whose promotion was written after the lease ran out waits for the lease', async () => {
  const api = await startBotApi((call) => call.answer(sentMessage));
  const bot = await bench.createBot(api.apiRoot);
  const { sender, lease, open, close } = createSender(bench);
  open(bot);
  const id = await insertCall(bench, bot, '1', 0, 'queued');
  await bench.db.transaction(async (tx) => {
    await tx.execute(sql`select from outbox where id = ${id} for update`);
    sender.enqueue(bot.id, [outboxRow('1', { id, state: 'queued' })]);
    await lockWaits(bench.db, 1);
    lease.isValid = false;
  });
  await eventually(async () => {
    const [row] = await bench.db.select().from(outbox).where(eq(outbox.id, id));
    expect(row).toMatchObject({ state: 'sending' });
  });
  await sleep(500);
  expect(api.received).toEqual([]);
  lease.isValid = true;
  await eventually(() => expect(api.received).toHaveLength(1));
  await close();
  await api.close();
});
