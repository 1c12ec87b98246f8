import { proveWorkspace } from '@dovecote/db/tenancy';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsOf } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';
import { boardQuery, readBoard, readRank } from './read-board';

const peopleCount = 100_000;
const place = { board: 'people', period: 'ever' };
let world: EngagementWorld;

beforeAll(async () => {
  world = await EngagementWorld.create();
});
afterAll(() => world.database.close());

const reader = () => ({ db: world.database.db, workspaceId: proveWorkspace('ws_1'), botId: 'bot_1' });

describe('/leaderboard', () => {
  it('shows days, weeks and all time, everywhere and in the group, by the bot’s own days', async () => {
    world.settings = { core: { timeZone: 'Asia/Tokyo' } };
    world.now = new Date('2026-03-01T14:00:00Z');
    await world.say('/checkin', { personId: 11 });
    world.pass(2 * 3_600_000);
    await world.say('/checkin', { personId: 12, chat: 'supergroup' });
    const week = await world.say('/leaderboard', { personId: 12 });
    expect(textsOf(week)[0]).toMatch(/Everyone · This week\n\n🥇 Ada 🌱 — 13\n\nYou: place 1, 13 points/);
    const ever = await world.press(week, 'All time', { personId: 12 });
    expect(textsOf(ever)[0]).toMatch(/🥇 Ada 🌱 — 13\n🥈 Ada 🌱 — 13\n\nYou: place 1/);
    const group = await world.say('/leaderboard', { personId: 12, chat: 'supergroup' });
    expect(textsOf(group)[0]).toMatch(/This group · This week\n\n🥇 Ada 🌱 — 13\n/);
    const elsewhere = await world.say('/leaderboard', { personId: 11, chat: 'supergroup' });
    expect(textsOf(elsewhere)[0]).toContain('Nobody has points here yet.');
  });

  it('leaves out who does not want to be seen, and tells them so', async () => {
    const who = { personId: 12 };
    const settings = await world.press(await world.say('/dashboard', who), 'Settings', who);
    await world.press(settings, 'Hide me', who);
    const board = await world.say('/leaderboard', who);
    expect(textsOf(board)[0]).toContain('Nobody has points here yet.');
    expect(textsOf(board)[0]).toContain('You are not shown to others.');
  });

  it('adds a team’s points from the day somebody joined it, season by season', async () => {
    const teams = [
      { id: 'red', title: 'Red' },
      { id: 'blue', title: 'Blue' },
    ];
    const who = { personId: 13 };
    world.settings = { engagement: { teams, season: 's1' } };
    const settings = await world.press(await world.say('/dashboard', who), 'Settings', who);
    await world.press(await world.press(settings, 'Join a team', who), 'Blue', who);
    await world.say('/checkin', who);
    const board = await world.press(await world.say('/leaderboard', who), 'Teams', who);
    expect(textsOf(board)[0]).toContain('🚩 Blue — 13\n🚩 Red — 0');
    world.settings = { engagement: { teams, season: 's2' } };
    const next = await world.press(await world.say('/leaderboard', who), 'Teams', who);
    expect(textsOf(next)[0]).toContain('Blue — 0');
  });
});

describe(`with ${peopleCount} people`, () => {
  beforeAll(async () => {
    const { owner } = world.database;
    await owner.execute(sql`
      insert into engagement_people (workspace_id, bot_id, person_id, is_hidden, joined_at, seen_at)
      select 'ws_1', 'bot_1', (1000000 + n)::text, n % 10 = 0, now(), now() from generate_series(1, ${peopleCount}) n`);
    await owner.execute(sql`
      insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, at)
      select 'ws_1', 'bot_1', 'gift:' || n, 'house:adjustment', 'person:' || (1000000 + n), 100 + n, 'adjustment', true,
        '2026-03-02', now()
      from generate_series(1, ${peopleCount}) n`);
    await owner.execute(sql`analyze engagement_people, engagement_scores, engagement_entries`);
  });

  it('the best are right, and come from the index', async () => {
    const best = await readBoard(reader(), place, 3);
    expect(best.map(({ personId }) => Number(personId) - 1_000_000)).toEqual([1, 2, 3].map((n) => peopleCount - n));
    const plan = await explain(boardQuery(reader(), place, 10));
    expect(plan).toContain('engagement_scores_rank_idx');
    expect(plan).not.toContain('Seq Scan');
    expect(plan).not.toMatch(/Sort Key: s\./);
  });

  it('a rank is right, first and last', async () => {
    expect(await readRank(reader(), place, String(1_000_000 + peopleCount))).toMatchObject({ rank: 1 });
    // Every tenth hides, the best of all too.
    expect(await readRank(reader(), place, '1000001')).toEqual({ rank: peopleCount * 0.9, points: 101 });
  });

  it('a rank is that of the board: nobody who hides or is banned stands before one', async () => {
    const third = String(1_000_000 + peopleCount - 3);
    expect((await readBoard(reader(), place, 3)).map(({ personId }) => personId).indexOf(third) + 1).toBe(3);
    expect(await readRank(reader(), place, third)).toMatchObject({ rank: 3 });
    await world.database.owner.execute(sql`
      update engagement_people set banned_at = now() where person_id = ${String(1_000_000 + peopleCount - 1)}`);
    expect((await readBoard(reader(), place, 3)).map(({ personId }) => personId).indexOf(third) + 1).toBe(2);
    expect(await readRank(reader(), place, third)).toMatchObject({ rank: 2 });
  });
});

async function explain(query: SQL): Promise<string> {
  const result = await world.database.db.execute<Record<string, string>>(sql`explain ${query}`);
  return result.rows.map((row) => row['QUERY PLAN']).join('\n');
}
