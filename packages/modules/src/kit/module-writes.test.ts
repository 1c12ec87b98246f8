import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../engagement/engagement-world.test-helper';
import { runtimeModules } from '../runtime-registry';
import { applyWrites, journalUpdates, owner, seedBot } from './apply-writes.test-helper';
import { contactErase, contactWrite } from './contact-writes';
import { crawl, settingsSamples } from './crawl-module.test-helper';
import { dialogueEnd, dialogueErase, dialogueSet } from './dialogue-writes';
import { jobErase, jobSet, sentMessageErase } from './job-writes';
import { laneWrites } from './lane-writes';
import { liveEvent, liveEventErase, webhookEventErase } from './live-event-writes';
import { recipientErase } from './recipient-writes';
import { talk, textUpdate } from './talk.test-helper';
import type { SaidWrite, WriteStatement } from './write-statement';
import { sayWrite } from './write-statement';

const erasers = runtimeModules.flatMap((module) => Object.values(module.erasers));
const isErasing = ({ statement }: SaidWrite) =>
  statement.id === dialogueEnd.id || erasers.some((eraser) => eraser.id === statement.id);
let test: TestDatabase;
let updateCount = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  await seedBot(test.db);
});
afterAll(() => test.close());

/** Two updates of one batch that carry the same rows, and the same batch once more. */
async function applyTwiceAndAgain(writes: readonly SaidWrite[]) {
  updateCount += 2;
  const batch = [updateCount, updateCount + 1].map((updateId) => ({ updateId: String(updateId), writes }));
  await journalUpdates(test.db, batch);
  await applyWrites(test.db, batch);
  const once = await snapshot(tablesOf(writes));
  await journalUpdates(test.db, batch);
  await applyWrites(test.db, batch);
  expect(await snapshot(tablesOf(writes))).toEqual(once);
  return once;
}

async function snapshot(tables: readonly string[]): Promise<Record<string, unknown>[]> {
  const all = await Promise.all(
    tables.map((table) =>
      test.db.execute<{ row: Record<string, unknown> }>(
        sql`select to_jsonb(t) as row from ${sql.identifier(table)} t order by 1`,
      ),
    ),
  );
  return all.flatMap((result) => result.rows.map(({ row }) => row));
}

function tablesOf(writes: readonly SaidWrite[]): string[] {
  const dialect = new PgDialect();
  const text = writes.map(({ statement }) => dialect.sqlToQuery(statement.statement(sql`source`)).sql).join('\n');
  const matches = text.matchAll(/(?:insert into|delete from|(?<!do )update(?! set))\s+(\w+)/g);
  return [...new Set([...matches].map((match) => match[1] ?? ''))];
}

/** All was said of one state: of two that want the same, such as the day's first game, the runtime handles one anew. */
function passConflict(error: unknown): void {
  if (codeOf(error) !== '23505') throw error;
}

async function everyWrite(personId = 1001): Promise<SaidWrite[]> {
  const crawled = (
    await Promise.all(settingsSamples.map((settings) => crawl({ settings, db: test.db }, personId)))
  ).flat();
  const dialogue = { moduleId: 'faq', state: { userId: String(personId) } };
  const answered = await talk(textUpdate('who won?', { personId }), {
    dialogue,
    settings: settingsSamples[1],
    db: test.db,
  });
  return [...crawled.flatMap(({ said }) => said.writes), ...answered.writes];
}

describe('the writes of all modules', () => {
  it('are all said by some handler', async () => {
    const said = new Set((await everyWrite()).map(({ statement }) => statement.id));
    const declared: { id: string }[] = [contactWrite, contactErase, dialogueSet, dialogueEnd, dialogueErase];
    declared.push(recipientErase, jobSet, jobErase, sentMessageErase, liveEvent, liveEventErase, webhookEventErase);
    for (const { definition } of runtimeModules) declared.push(...(await writesOf(definition.id)));
    const ids = declared.map(({ id }) => id);
    expect([...said]).toEqual(expect.arrayContaining(ids));
    const later: { id: string }[] = [];
    for (const { definition } of runtimeModules) later.push(...(await laterWritesOf(definition.id)));
    expect([...ids, ...later.map(({ id }) => id)]).toEqual(expect.arrayContaining([...said]));
  });

  it('take two rows of one key in a batch, and redelivery changes nothing', async () => {
    const byStatement = new Map((await everyWrite()).map((write) => [write.statement.id, write]));
    for (const write of byStatement.values()) await applyTwiceAndAgain([write]);
  });

  it('touch no table but those their modules keep', async () => {
    const kept = runtimeModules.flatMap(({ definition }) => definition.keeps.map((data) => data.table));
    expect(tablesOf(await everyWrite()).sort()).toEqual([...new Set(kept)].sort());
  });

  it('write what the runtime remembers of a lane by the statements it watches for', async () => {
    const parts = await Promise.all(runtimeModules.map(({ definition }) => laterWritesOf(definition.id)));
    const writes = [...(await everyWrite()).map(({ statement }) => statement), ...parts.flat()];
    const ofLanes = writes.filter((statement) =>
      tablesOf([{ statement, row: {} }]).some((table) => table === 'contacts' || table === 'dialogues'),
    );
    expect(new Set(ofLanes.map(({ id }) => id))).toEqual(laneWrites);
  });

  it('leave nothing of a person who asked to be erased, and all of the others', async () => {
    for (const personId of [1001, 2002]) {
      const writes = (await everyWrite(personId)).filter((write) => !isErasing(write));
      const different = new Map(writes.map((write) => [`${write.statement.id} ${JSON.stringify(write.row)}`, write]));
      for (const write of different.values()) await applyTwiceAndAgain([write]).catch(passConflict);
    }
    await test.db.execute(sql`
      insert into broadcasts (workspace_id, bot_id, id, state, method, payload)
      values (${owner.workspaceId}, ${owner.botId}, 'brc_1', 'running', 'sendMessage', 'sealed')`);
    await test.db.execute(sql`
      insert into broadcast_recipients (workspace_id, bot_id, broadcast_id, chat_id)
      select ${owner.workspaceId}, ${owner.botId}, 'brc_1', unnest(array['1001', '2002'])`);
    await test.db.execute(sql`
      insert into module_jobs (workspace_id, bot_id, module_id, job, key, is_task, chat_id, run_at)
      select ${owner.workspaceId}, ${owner.botId}, 'any', 'remind', id, false, id, now() from unnest(array['1001', '2002']) as id`);
    await test.db.execute(sql`
      insert into sent_messages (workspace_id, bot_id, module_id, ref, chat_id, message_id, sent_at)
      select ${owner.workspaceId}, ${owner.botId}, 'any', id, id, 1, now() from unnest(array['1001', '2002']) as id`);
    await test.db.execute(sql`
      insert into live_events (workspace_id, bot_id, event, data, at)
      select ${owner.workspaceId}, ${owner.botId}, 'any', jsonb_build_object('personId', id), now()
      from unnest(array['1001', '2002']) as id`);
    await test.db.execute(sql`
      insert into webhook_events (workspace_id, id, type, data, at)
      select ${owner.workspaceId}, 'evt_' || id, 'any', jsonb_build_object('personId', id, 'botId', ${owner.botId}::text), now()
      from unnest(array['1001', '2002']) as id`);
    const tables = runtimeModules.flatMap((module) => Object.keys(module.erasers));
    const before = JSON.stringify(await snapshot(tables));
    expect(before).toContain('1001');
    await applyTwiceAndAgain(erasers.map((eraser) => sayWrite(eraser, { external_id: '1001' })));
    const rows = (await snapshot(tables)).filter((row) => !String(row.external_id ?? row.lane).includes('-'));
    for (const row of rows) expect(JSON.stringify(row)).not.toContain('1001');
    expect(rows.length).toBeGreaterThan(0);
  });

  it('counts a question once for each time it was asked, and reopens it when it was resolved', async () => {
    const said = await talk(textUpdate('/ask who won the world cup?'), { settings: settingsSamples[1], db: test.db });
    await test.db.execute(sql`delete from faq_unanswered`);
    const noted = said.writes.filter(({ statement }) => statement.id === 'faq.unanswered');
    expect(await applyTwiceAndAgain(noted)).toMatchObject([{ asked: 2, resolved_at: null, bot_id: owner.botId }]);
    await test.db.execute(sql`update faq_unanswered set resolved_at = now()`);
    expect(await applyTwiceAndAgain(noted)).toMatchObject([{ asked: 4, resolved_at: null }]);
  });
});

async function writesOf(moduleId: string): Promise<WriteStatement[]> {
  const file = path.resolve(import.meta.dirname, '..', moduleId, 'store.ts');
  if (!existsSync(file)) return [];
  return Object.values((await import(file)) as Record<string, WriteStatement>);
}

/** Writes of a module's parts: some are said only once something stands there, which nobody says here. */
async function laterWritesOf(moduleId: string): Promise<WriteStatement[]> {
  const folder = path.resolve(import.meta.dirname, '..', moduleId);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('-writes.ts'),
  );
  const found = await Promise.all(files.map((file) => import(path.join(folder, file)) as Promise<object>));
  return found.flatMap((writes) => Object.values(writes) as WriteStatement[]);
}
