import { proveWorkspace } from '@dovecote/db/tenancy';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textsOf } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';
import { readRankChanges } from './rank-changes';
import { rankWrite } from './rank-writes';

const hourMs = 3_600_000;
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
  world.settings = { engagement: { achievementChanges: [] } };
});
afterEach(async () => await world.database.close());

/** Points for people that are known, as of now. */
async function give(points: Record<number, number>, chatId: string | null = null): Promise<void> {
  const day = world.now.toISOString().slice(0, 10);
  for (const [id, amount] of Object.entries(points)) {
    await world.database.owner.execute(sql`
      insert into engagement_people (workspace_id, bot_id, person_id, joined_at, seen_at)
      values ('ws_1', 'bot_1', ${id}, now(), now()) on conflict do nothing`);
    await world.database.owner.execute(sql`
      insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, chat_id, at)
      values ('ws_1', 'bot_1', ${`gift:${world.nextId()}`}, 'house:adjustment', ${`person:${id}`}, ${amount}, 'adjustment',
        true, ${day}::date, ${chatId}, ${world.now.toISOString()}::timestamptz)`);
  }
}

const note = () => world.runJob('noteRanks', { runAt: world.now });

async function noted(): Promise<Record<string, unknown>[]> {
  const result = await world.database.owner.execute(
    sql`select board, period, holder, rank from engagement_ranks order by hour, board, period, rank, holder`,
  );
  return result.rows;
}

describe('the hourly note of boards', () => {
  it('shows on the board who rose and who fell, since an hour ago today and since yesterday over all', async () => {
    world.now = new Date('2026-03-03T09:50:00Z');
    await give({ 11: 30, 12: 20, 13: 10 });
    world.now = new Date('2026-03-03T10:00:00Z');
    await note();
    world.now = new Date('2026-03-04T10:20:00Z');
    await give({ 13: 50 });
    const week = textsOf(await world.say('/leaderboard', { personId: 12 }))[0];
    expect(week).toMatch(/🥇 .* — 60 ▲2\n🥈 .* — 30 ▼1\n🥉 .* — 20 ▼1\n\n▲▼ Places since yesterday/);
    world.now = new Date('2026-03-04T11:00:00Z');
    await note();
    world.pass(40 * 60_000);
    await give({ 12: 55, 14: 1 });
    const day = await world.press(await world.say('/leaderboard', { personId: 12 }), 'Today', { personId: 12 });
    expect(textsOf(day)[0]).toMatch(/— 65 ▲1\n🥈 .* — 50 ▼1\n🥉 .* — 1\n\n▲▼ Places since an hour ago/);
  });

  it('keeps the first fifty, as they are shown: nobody who hides or is banned', async () => {
    await give(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [1000 + at, 1000 - at])));
    await world.database.owner.execute(sql`
      update engagement_people set is_hidden = true where person_id = '1000'`);
    await world.database.owner.execute(sql`
      update engagement_people set banned_at = now() where person_id = '1001'`);
    await note();
    const ever = (await noted()).filter(({ period }) => period === 'ever');
    expect(ever).toHaveLength(50);
    expect(ever[0]).toEqual({ board: 'people', period: 'ever', holder: 'person:1002', rank: 1 });
    await note();
    expect((await noted()).filter(({ period }) => period === 'ever')).toHaveLength(50);
  });

  it('is spread over jobs where many groups moved, all noted as of one moment', async () => {
    for (let at = 0; at < 45; at += 1) await give({ [11 + at]: 5 }, String(-1001 - at));
    const at = world.now.toISOString();
    const boardsOf = ({ writes }: Awaited<ReturnType<typeof note>>) =>
      writes.flatMap(({ statement, row }) => (statement.id === rankWrite.id ? [row.board] : []));
    const first = await note();
    const all = [first];
    while (world.now.toISOString() < '2026-03-02T12:05:00.000Z') {
      world.pass(10_000);
      all.push(...(await world.runJobs()));
    }
    for (const said of all) expect(new Set(boardsOf(said)).size).toBeLessThanOrEqual(20);
    expect(new Set(boardsOf(first)).has('teams')).toBe(true);
    const hours = await world.database.owner.execute(sql`
      select hour, count(distinct board)::int as boards from engagement_ranks group by hour`);
    expect(hours.rows.map(({ boards }) => boards)).toEqual([46]);
    expect(new Date(String(hours.rows[0]?.hour)).toISOString()).toBe(at);
  });

  it('goes to groups where something moved, and is left out while nothing did', async () => {
    await give({ 11: 5 }, '-1001');
    await note();
    const boards = new Set((await noted()).map(({ board }) => board));
    expect(boards).toEqual(new Set(['people', 'chat:-1001']));
    const before = (await noted()).length;
    world.pass(2 * hourMs);
    expect((await note()).outcome).toEqual({ state: 'skipped', reason: 'job_over' });
    expect(await noted()).toHaveLength(before);
    const reader = { db: world.database.db, workspaceId: proveWorkspace('ws_1'), botId: 'bot_1' };
    const lines = [{ holder: 'person:11', rank: 3 }];
    const changes = await readRankChanges(reader, { board: 'chat:-1001', period: 'ever' }, lines, world.now);
    expect(changes.get('person:11')).toEqual({ hour: -2, day: null });
  });
});
