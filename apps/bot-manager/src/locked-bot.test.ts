import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver } from './delivery.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { createProbe, type Probe } from './probe-module.test-helper';

const firstPort = 26_100;

let bench: Awaited<ReturnType<typeof createBench>>;
let probe: Probe;
/** Somebody else's session. */
let other: pg.Client;

beforeEach(async () => {
  bench = await createBench();
  probe = await createProbe(bench.db);
  other = new pg.Client({ connectionString: bench.managerEnv.DATABASE_URL });
  await other.connect();
});

afterEach(async () => {
  await other.end();
  await bench.close();
});

const journalOf = (bot: TestBot) =>
  bench.db.select().from(updates).where(eq(updates.botId, bot.id)).orderBy(updates.seq);

test('while somebody holds one bot’s row, another bot of the process serves its people, and nothing is lost or counted as failed', async () => {
  const locked = await bench.createBot({ transport: 'webhook' }, { probe: {} });
  const free = await bench.createBot({ transport: 'webhook' }, { probe: {} });
  const port = await findFreePort(firstPort);
  const publicUrl = `http://127.0.0.1:${port}`;
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port }, { modules: probe.modules });
  for (const bot of [locked, free]) await eventually(async () => expect(await bench.status(bot)).toBe('running'));

  await other.query('begin');
  await other.query('select from bots where id = $1 for update', [locked.id]);
  const waiting = deliver(publicUrl, locked, '/quick locked');
  await eventually(() => expect(probe.seen).toContain('locked'));
  for (let chatId = 1; chatId <= 5; chatId += 1) {
    expect((await deliver(publicUrl, free, `/quick ${chatId}`, chatId)).status).toBe(200);
  }
  await eventually(async () => {
    const rows = (await journalOf(free)).map((row) => [row.state, row.attempts]);
    expect(rows).toEqual(Array.from({ length: 5 }, () => ['done', 1]));
  });
  expect((await journalOf(locked)).map((row) => row.state)).not.toContain('done');
  await other.query('commit');

  expect((await waiting).status).toBe(200);
  await eventually(async () => expect(await journalOf(locked)).toMatchObject([{ state: 'done', attempts: 1 }]));
  const effects = await bench.db.execute(sql`select from probe_effects where bot_id = ${locked.id}`);
  expect(effects.rows).toHaveLength(1);
  expect(await bench.db.select().from(outbox).where(eq(outbox.botId, locked.id))).toHaveLength(1);
}, 60_000);
