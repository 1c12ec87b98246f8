import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf, textsOf } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';
import { beginGame, gameIdOf } from '../games/play-games.test-helper';

const dayMs = 86_400_000;
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
});
afterEach(async () => await world.database.close());

async function erase(personId = 1001): Promise<void> {
  await world.press(await world.say('/deleteme', { personId }), 'Delete it', { personId });
}

/** As the owner, or the referee of games, would. */
async function ban(personId = 1001): Promise<void> {
  await world.database.owner.execute(sql`
    update engagement_people set banned_at = ${world.now.toISOString()}::timestamptz, ban_reason = 'too_fast',
      abuse_score = 70 where person_id = ${String(personId)}`);
}

async function person(personId = 1001): Promise<Record<string, unknown> | undefined> {
  const result = await world.database.owner.execute(sql`
    select abuse_score, ban_reason, appealed_at is not null as has_appealed from engagement_people
    where person_id = ${String(personId)}`);
  return result.rows[0];
}

describe('a ban', () => {
  it('outlives that its person is erased, however often, with the score and the appeal', async () => {
    await world.say('/checkin');
    await ban();
    await world.press(await world.say('/dashboard'), 'mistake');
    await erase();
    await erase();
    expect(await person()).toBeUndefined();
    world.pass(3 * dayMs);
    expect(textsOf(await world.say('/checkin'))).toEqual(['You earn no points at the moment. See /dashboard.']);
    const dashboard = await world.say('/dashboard');
    expect(textsOf(dashboard)[0]).toContain('your presses came faster');
    expect(buttonsOf(dashboard).some(({ text }) => text.includes('mistake'))).toBe(false);
    expect(await person()).toEqual({ abuse_score: 70, ban_reason: 'too_fast', has_appealed: true });
    expect(await world.count('checkin')).toBe(1);
  });

  it('that the owner lifts from who came back stays lifted', async () => {
    await world.say('/checkin');
    await ban();
    await erase();
    await world.say('/dashboard');
    await world.database.owner.execute(sql`
      update engagement_people set banned_at = null, ban_reason = null, abuse_score = 0`);
    world.pass(dayMs);
    expect(textsOf(await world.say('/checkin'))[0]).toContain('Checked in');
    await erase();
    world.pass(dayMs);
    expect(textsOf(await world.say('/checkin'))[0]).toContain('Checked in');
  });

  it('ends a year after its person was erased', async () => {
    await world.say('/checkin');
    await ban();
    await erase();
    world.pass(366 * dayMs);
    expect(textsOf(await world.say('/checkin'))[0]).toContain('Checked in');
  });

  it('is nobody else’s, and nothing that is left says whose', async () => {
    await world.say('/checkin');
    await ban();
    await erase();
    const left = await world.database.owner.execute(sql`select to_jsonb(m) as mark from engagement_marks m`);
    expect(left.rows).toHaveLength(1);
    expect(JSON.stringify(left.rows)).not.toContain('1001');
    expect(textsOf(await world.say('/checkin', { personId: 7 }))[0]).toContain('Checked in');
  });
});

describe('limits of a day', () => {
  it('outlive that a person is erased, and end with the day', async () => {
    world.settings = { engagement: { gamesPerDay: 2, pollsPerDay: 1, quizzesPerDay: 1 } };
    await world.database.owner.execute(sql`
      insert into engagement_questions (workspace_id, bot_id, id, question, options, right_options, created_at)
      select 'ws_1', 'bot_1', 'q' || n, 'Question ' || n, '["a", "b"]', '[0]', now() from generate_series(1, 9) n`);
    const use = async () => {
      const games = gameIdOf(await beginGame(world, 'puzzle')) !== '';
      const checkIn = !textsOf(await world.say('/checkin'))[0]?.includes('You are checked in');
      const poll = textsOf(await world.say('/poll Tea?\nyes\nno'))[0]?.includes('Thank you') ?? false;
      const quiz = (await world.say('/quiz')).calls[0]?.method === 'sendPoll';
      const challenge = (await world.say('/challenge')).calls[0]?.method === 'sendPoll';
      return { games, checkIn, poll, quiz, challenge };
    };
    const all = { games: true, checkIn: true, poll: true, quiz: true, challenge: true };
    expect(await use()).toEqual(all);
    await erase();
    expect(await use()).toEqual({ games: true, checkIn: false, poll: false, quiz: false, challenge: false });
    await erase();
    expect(Object.values(await use())).toEqual([false, false, false, false, false]);
    world.pass(dayMs);
    expect(await use()).toEqual(all);
  });
});

describe('/deleteme', () => {
  it('leaves nothing of who used no limit and has no ban, and says before what may stay', async () => {
    expect(textsOf(await world.say('/deleteme'))[0]).toContain('that nobody can turn back');
    expect(textsOf(await world.say('/privacy'))[0]).toContain('that nobody can turn back');
    await world.say('/dashboard');
    await erase();
    const left = await world.database.owner.execute(sql`select from engagement_marks`);
    expect(left.rows).toEqual([]);
  });
});
