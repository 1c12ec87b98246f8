import { connect } from 'node:net';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver as deliverTo, deliveryRequest, hostProbeBot, nextUpdateId } from './delivery.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { createProbe, type Probe } from './probe-module.test-helper';

const firstPort = 25_400;

let bench: Awaited<ReturnType<typeof createBench>>;
let probe: Probe;
let bot: TestBot;
let publicUrl: string;

beforeEach(async () => {
  bench = await createBench();
  probe = await createProbe(bench.db);
  ({ bot, publicUrl } = await hostProbeBot(bench, probe, firstPort));
});

afterEach(async () => {
  probe.release();
  await bench.close();
});

/** `chatId` must be a person's who wrote before. */
const deliver = (text: string, chatId?: number, updateId?: number) => deliverTo(publicUrl, bot, text, chatId, updateId);

async function stateOf(updateId: string) {
  const [row] = await bench.db.select().from(updates).where(eq(updates.updateId, updateId));
  return row?.state ?? 'absent';
}

async function effectsOf(updateId: string): Promise<number> {
  const result = await bench.db.execute(sql`select from probe_effects where update_id = ${updateId}`);
  return result.rows.length;
}

async function totals() {
  const result = await bench.db.execute<{ received: number; done: number }>(
    sql`select sum(received)::int as received, sum(done)::int as done from counted_minutes where bot_id = ${bot.id}`,
  );
  return result.rows[0];
}

test('a quick handler is committed before its webhook is answered', async () => {
  let delivered = await deliver('/quick one');
  let count = 1;
  // A machine that is busy elsewhere may make the first of them slow.
  for (; (await stateOf(delivered.updateId)) !== 'done' && count < 5; count += 1)
    delivered = await deliver('/quick one');
  const { status, body, updateId } = delivered;
  expect([status, body]).toEqual([200, '']);
  expect(await stateOf(updateId)).toBe('done');
  expect(await effectsOf(updateId)).toBe(1);
  await eventually(async () => expect(await totals()).toEqual({ received: count, done: count }));
});

test('a slow handler does not keep Telegram waiting: its update is journalled first and has one effect', async () => {
  const { status, updateId } = await deliver('/slow one');
  expect(status).toBe(200);
  expect(await stateOf(updateId)).toBe('waiting');
  expect(await effectsOf(updateId)).toBe(0);
  probe.release();
  await eventually(async () => expect(await stateOf(updateId)).toBe('done'));
  expect(await effectsOf(updateId)).toBe(1);
  expect(await totals()).toEqual({ received: 1, done: 1 });
});

test('an update delivered again while it is being handled is handled once, and both deliveries are answered', async () => {
  const updateId = nextUpdateId();
  const both = [deliver('/slow one', 77, updateId), deliver('/slow one', 77, updateId)];
  expect((await Promise.all(both)).map((one) => one.status)).toEqual([200, 200]);
  probe.release();
  await eventually(async () => expect(await stateOf(String(updateId))).toBe('done'));
  expect(probe.seen).toEqual(['one']);
  expect((await deliver('/slow one', 77, updateId)).status).toBe(200);
  expect(await effectsOf(String(updateId))).toBe(1);
  expect(await totals()).toEqual({ received: 1, done: 1 });
});

test('an update delivered again after its commit is acknowledged, and its handler runs no second time', async () => {
  const first = await deliver('/quick one');
  expect(await stateOf(first.updateId)).toBe('done');
  expect(await deliver('/quick one', 77, Number(first.updateId))).toMatchObject({ status: 200, body: '' });
  expect(probe.seen).toEqual(['one']);
  expect(await totals()).toEqual({ received: 1, done: 1 });
});

test('a chat’s later update neither runs nor becomes durable before an earlier one', async () => {
  const first = deliver('/slow one');
  await eventually(async () => expect(probe.seen).toEqual(['one']));
  const second = deliver('/quick two');
  const other = await deliver('/quick three', 78);
  expect(await stateOf(other.updateId)).toBe('done');
  expect((await first).status).toBe(200);
  expect((await second).status).toBe(200);
  expect(probe.seen).toEqual(['one', 'three']);
  const rows = await bench.db.select().from(updates).where(eq(updates.contactId, '77')).orderBy(updates.seq);
  expect(rows.map((row) => row.updateId)).toEqual([(await first).updateId, (await second).updateId]);
  probe.release();
  await eventually(async () => expect(probe.seen).toEqual(['one', 'three', 'two']));
});

test('an only call nobody waits for leaves as the webhook’s answer, and again when the update comes again', async () => {
  const first = await deliver('/inline');
  const call = { method: 'sendMessage', chat_id: 77, text: 'by the way' };
  expect(JSON.parse(first.body)).toEqual(call);
  await eventually(async () => {
    const [row] = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id));
    expect(row).toMatchObject({ state: 'sent', receipt: { handedOver: true }, isAmbiguous: false });
  });
  const again = await deliver('/inline', 77, Number(first.updateId));
  expect(JSON.parse(again.body)).toEqual(call);
  expect(probe.seen).toEqual(['inline']);
  expect(await effectsOf(first.updateId)).toBe(1);
  const [row] = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id));
  expect(row?.isAmbiguous).toBe(true);
});

test('an answer whose webhook was given up before it left goes with the next delivery, as maybe doubled', async () => {
  const updateId = nextUpdateId();
  const request = deliveryRequest(publicUrl, bot, '/inline', 77, updateId);
  const socket = connect(Number(new URL(publicUrl).port), '127.0.0.1');
  socket.write(request, () => socket.destroy());
  const row = async () => (await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id)))[0];
  await eventually(async () => expect(await row()).toMatchObject({ state: 'inline', isAmbiguous: false }));
  const again = await deliver('/inline', 77, updateId);
  expect(JSON.parse(again.body)).toMatchObject({ method: 'sendMessage', text: 'by the way' });
  expect(await effectsOf(String(updateId))).toBe(1);
  expect((await row())?.isAmbiguous).toBe(true);
});

test('a body that is no update is kept aside with its reason and acknowledged; the chat goes on', async () => {
  const headers = { 'x-telegram-bot-api-secret-token': bot.webhookSecret };
  const huge = `{"update_id":1,"message":"${'x'.repeat(12_000_000)}"}`;
  for (const body of ['junk', '{"message":{}}', huge]) {
    const response = await fetch(`${publicUrl}/tg/${bot.webhookPath}`, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
  }
  const kept = await bench.db.execute(sql`select reason, size_bytes from quarantine order by id`);
  expect(kept.rows).toEqual([
    { reason: 'not_json', size_bytes: 4 },
    { reason: 'not_an_update', size_bytes: 14 },
    { reason: 'too_large', size_bytes: huge.length },
  ]);
  expect(await stateOf((await deliver('/quick one')).updateId)).toBe('done');
});

test('what cannot be kept is left to its sender, and the log says why', async () => {
  await bench.db.execute(sql`alter table quarantine rename to elsewhere`);
  try {
    const headers = { 'x-telegram-bot-api-secret-token': bot.webhookSecret };
    const response = await fetch(`${publicUrl}/tg/${bot.webhookPath}`, { method: 'POST', headers, body: 'junk' });
    expect(response.status).toBe(503);
    expect(bench.logged.join('')).toMatch(/quarantine.*deliveries are refused/);
  } finally {
    await bench.db.execute(sql`alter table elsewhere rename to quarantine`);
  }
});
