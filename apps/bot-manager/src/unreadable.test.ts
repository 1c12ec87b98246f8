import { JournalWriter } from '@dovecote/bot-runtime/journal-writer';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { eventually } from '@dovecote/testing/eventually';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { asSealed } from '@dovecote/vault/sealed';
import { createVault } from '@dovecote/vault/vault';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench } from './manager-bench.test-helper';
import { createProbe, type Probe } from './probe-module.test-helper';

let bench: Awaited<ReturnType<typeof createBench>>;
let probe: Probe;

beforeEach(async () => {
  bench = await createBench();
  probe = await createProbe(bench.db);
});

afterEach(() => bench.close());

const openVault = () =>
  createVault({
    keyRing: parseKeyRing(bench.managerEnv.ENCRYPTION_KEYS),
    dataKeyStore: createDataKeyStore(bench.db),
  });

test('updates whose kept text is changed or gone become dead letters with a reason, and their chat goes on', async () => {
  const bot = await bench.createBot({}, { probe: {} });
  const bodies = await openVault().sealer(bot.workspaceId, 'update_body');
  const writer = new JournalWriter(bench.db, 'prc_elsewhere');
  const chat = { id: 77, type: 'private' as const, first_name: 'Ann' };
  const from = { id: 77, is_bot: false, first_name: 'Ann' };
  for (const id of [1, 2, 3, 4]) {
    const entities = [{ type: 'bot_command' as const, offset: 0, length: 6 }];
    const message = { message_id: id, date: 1_700_000_000, from, chat, text: `/quick ${id}`, entities };
    const text = JSON.stringify({ update_id: id, message });
    await writer.append({ ...bot, bodies }, JSON.parse(text), text, new Date());
  }
  await bench.db.execute(sql`update updates set body = overlay(body placing 'AAAA' from length(body) - 8)
    where update_id = '1'`);
  await bench.db.execute(sql`update updates set body = null where update_id = '2'`);
  // Sealed for another place: a row that was moved.
  await bench.db.execute(sql`update updates set body = (select body from updates where update_id = '4')
    where update_id = '3'`);
  await bench.startManager({}, { modules: probe.modules });
  await eventually(async () => {
    const rows = await bench.db.select().from(updates).orderBy(updates.seq);
    expect(rows.map((row) => row.state)).toEqual(['dead_lettered', 'dead_lettered', 'dead_lettered', 'done']);
    for (const row of rows.slice(0, 3)) expect(row.reason).toBe('what the journal keeps of it cannot be read');
  });
  expect(probe.seen).toEqual(['4']);
});

test('a kept call whose content cannot be read is refused on record, and the bot opens and sends the next', async () => {
  const bot = await bench.createBot();
  const calls = await openVault().sealer(bot.workspaceId, 'outbox');
  const place = { row: bot.id, column: 'payload' };
  const good = calls.seal(JSON.stringify({}), place);
  for (const [position, payload] of [asSealed('not sealed'), good].entries()) {
    await bench.db.insert(outbox).values({
      workspaceId: bot.workspaceId,
      botId: bot.id,
      position,
      method: 'getMe',
      payload,
      policy: 'never_lost',
      state: 'queued',
    });
  }
  await bench.startManager();
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  await eventually(async () => {
    const rows = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id)).orderBy(outbox.position);
    expect(rows).toMatchObject([{ state: 'refused', error: 'its content cannot be read' }, { state: 'sent' }]);
  });
});
