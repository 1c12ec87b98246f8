import { outbox } from '@dovecote/db/schema/outbox';
import { eventually } from '@dovecote/testing/eventually';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
import { chatRowsMax } from './chat-queue';
import { type ProcessLease, registerProcess, takeBot } from './processes';
import { recoverOutbox } from './recover-outbox';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';
import {
  createSender,
  insertCall,
  outboxRow,
  type ReceivedCall,
  sentMessage,
  startBotApi,
} from './sender-bench.test-helper';

const tomorrow = new Date(Date.now() + 86_400_000);
const calls = 20 * chatRowsMax;

let bench: RuntimeBench;
let api: Awaited<ReturnType<typeof startBotApi>>;
let sending: ReturnType<typeof createSender>;
let bot: BotRecord;
let lease: ProcessLease;
let epoch: number;
/** While false, calls to the chat get no answer. */
let isAnswering: boolean;
let unanswered: ReceivedCall[];

beforeEach(async () => {
  bench = await createRuntimeBench();
  isAnswering = false;
  unanswered = [];
  api = await startBotApi((call) =>
    isAnswering || call.chatId !== '5' ? call.answer(sentMessage) : void unanswered.push(call),
  );
  sending = createSender(bench);
  bot = await bench.createBot(api.apiRoot);
  lease = await registerProcess(bench.url);
  epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
  sending.open(bot);
});

afterEach(async () => {
  await sending.close();
  await lease.release();
  await api.close();
  await bench.close();
});

/** Calls of one chat, as a flush commits them: the first may go at once. */
async function commitCalls(): Promise<ReturnType<typeof outboxRow>[]> {
  const rows = [];
  for (let index = 0; index < calls; index += 1) {
    const state = index === 0 ? 'sending' : 'queued';
    const id = await insertCall(bench, bot, '5', index, state, { chat_id: 5, text: String(index) });
    rows.push(outboxRow('5', { id, state, payload: { chat_id: 5, text: String(index) } }));
  }
  return rows;
}

async function answerAll(): Promise<void> {
  isAnswering = true;
  for (const call of unanswered) call.answer(sentMessage);
  await eventually(async () => {
    const sent = await bench.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.chatId, '5'), eq(outbox.state, 'sent')));
    expect(sent).toHaveLength(calls);
  }, 30_000);
}

const texts = () => api.received.filter((call) => call.chatId === '5').map((call) => call.text);
const inOrder = Array.from({ length: calls }, (_, index) => String(index));

test('a chat whose calls wait takes a bounded part of the memory, holds up no other chat, and gets all of them in order', async () => {
  const rows = await commitCalls();
  for (const row of rows) sending.sender.enqueue(bot.id, [row]);
  await eventually(() => expect(unanswered).toHaveLength(1));
  expect(sending.sender.openCount(bot.id)).toBe(chatRowsMax);
  const elsewhere = await insertCall(bench, bot, '6', calls);
  sending.sender.enqueue(bot.id, [outboxRow('6', { id: elsewhere })]);
  await eventually(() => expect(api.received.map((call) => call.chatId)).toEqual(['5', '6']));
  await eventually(() => expect(sending.sender.openCount(bot.id)).toBe(chatRowsMax));
  await answerAll();
  expect(texts()).toEqual(inOrder);
});

test('the next holder goes on with all of them, in order, also if the database is away when their turn comes', async () => {
  await commitCalls();
  await bench.db.update(outbox).set({ state: 'queued' });
  const { rows, later } = await recoverOutbox(bench.db, bot, epoch, new Date());
  sending.sender.enqueue(bot.id, rows);
  sending.sender.enqueueLater(bot.id, later);
  expect(sending.sender.openCount(bot.id)).toBe(chatRowsMax);
  const execute = bench.db.execute.bind(bench.db);
  let failures = 3;
  Object.assign(bench.db, {
    execute: (...given: Parameters<typeof execute>) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('Connection terminated unexpectedly')) : execute(...given);
    },
  });
  await answerAll();
  expect(failures).toBeLessThan(0);
  expect(texts()).toEqual(inOrder);
});

test('Telegram is asked to wait once the outbox holds ten thousand calls behind those in memory', () => {
  const rows = Array.from({ length: 10_000 + chatRowsMax }, () =>
    outboxRow('5', { state: 'queued', notBefore: tomorrow }),
  );
  sending.sender.enqueue(bot.id, rows.slice(0, -1));
  expect(sending.sender.isFull(bot.id)).toBe(false);
  sending.sender.enqueue(bot.id, rows.slice(-1));
  expect(sending.sender.isFull(bot.id)).toBe(true);
});
