import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf, textsOf } from '../../kit/talk.test-helper';
import { EngagementWorld } from '../engagement-world.test-helper';
import { checkLedger, noFaults } from '../ledger/check-ledger.test-helper';

const dayMs = 86_400_000;
const ann = 1001;
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
  world.settings = { engagement: { referralHoldDays: 3, achievementChanges: [] } };
});
afterEach(async () => await world.database.close());

async function linkOf(personId: number): Promise<string> {
  const said = await world.say('/refer', { personId });
  return /\?start=(\S+)/.exec(textsOf(said)[0] ?? '')?.[1] ?? '';
}

/** Comes by a link and does something at each of the hours after it. */
async function come(personId: number, link: string, hours: readonly number[]): Promise<void> {
  const start = world.now;
  await world.say(`/start ${link}`, { personId });
  for (const hour of hours) {
    world.now = new Date(start.getTime() + hour * 3_600_000);
    await world.say('/dashboard', { personId });
  }
  world.now = start;
}

async function states(): Promise<Record<string, number>> {
  const result = await world.database.owner.execute<{ state: string; found: string }>(
    sql`select state, count(*) as found from engagement_referrals group by state`,
  );
  return Object.fromEntries(result.rows.map(({ state, found }) => [state, Number(found)]));
}

const paid = () => world.count('referral');

async function decide(state: string): Promise<void> {
  await world.database.owner.execute(sql`update engagement_referrals set state = ${state}`);
  const [row] = (await world.database.owner.execute<{ id: string }>(sql`select id from engagement_referrals`)).rows;
  await world.runJob('referral', { key: row?.id ?? '', chatId: String(ann) });
}

describe('a referral', () => {
  it('has a link that Telegram takes and nobody can forge', async () => {
    const link = await linkOf(ann);
    expect(link).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    await come(7, `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, []);
    await come(8, link.replace('ref_', 'guard_'), []);
    expect(await states()).toEqual({});
  });

  it('is paid after the hold, once the friend took part on two days', async () => {
    await come(7, await linkOf(ann), [1, 30]);
    world.pass(2 * dayMs);
    await world.runJobs();
    expect(await paid()).toBe(0);
    world.pass(dayMs);
    const said = await world.runJobs();
    expect(said.flatMap(textsOf)[0]).toBe('🤝 A friend of yours took part: +100');
    expect(await states()).toEqual({ paid: 1 });
    world.pass(40 * dayMs);
    await world.runJobs();
    expect(await paid()).toBe(1);
    expect(textsOf(await world.say('/dashboard')).join()).toContain('+100  a friend came along');
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('waits for a second day, and lapses without one', async () => {
    await come(7, await linkOf(ann), [1]);
    for (let day = 0; day < 40; day += 1) {
      world.pass(dayMs);
      await world.runJobs();
    }
    expect(await paid()).toBe(0);
    expect(await states()).toEqual({ lapsed: 1 });
  });

  it('counts nobody who was known, oneself, or somebody a second time', async () => {
    const link = await linkOf(ann);
    await world.say('/help', { personId: 7 });
    await come(7, link, []);
    await world.say('/dashboard', { personId: 6 });
    world.forget(6);
    await come(6, link, []);
    world.forget(ann);
    await come(ann, link, []);
    expect(await states()).toEqual({});
    await come(8, link, [1, 30]);
    await come(8, await linkOf(9), [1, 30]);
    expect(await states()).toEqual({ waiting: 1 });
  });

  it('is paid once for a friend who had everything deleted and came again', async () => {
    const link = await linkOf(ann);
    await come(7, link, [1, 30]);
    world.pass(3 * dayMs);
    await world.runJobs();
    const ask = await world.say('/deleteme', { personId: 7 });
    await world.press(ask, 'Delete it', { personId: 7 });
    expect(await states()).toEqual({});
    world.forget(7);
    await come(7, link, [1, 30]);
    world.pass(3 * dayMs);
    await world.runJobs();
    expect(await paid()).toBe(1);
  });
});

describe('the referee', () => {
  /** Somebody opens a link with a second account and presses on both at once. */
  async function comeTwice(): Promise<void> {
    const link = await linkOf(ann);
    await come(7, link, [0.01, 30]);
    for (const hour of [0.02, 30.01]) {
      const start = world.now;
      world.pass(hour * 3_600_000);
      await world.say('/dashboard', { personId: ann });
      world.now = start;
    }
    world.pass(3 * dayMs);
  }

  it('holds a second account with figures, and the person can appeal once', async () => {
    await comeTwice();
    const [said] = await world.runJobs();
    expect(textsOf(said ?? never())[0]).toContain('2 of the 2 things this person did fell within 10 minutes');
    expect(await states()).toEqual({ held: 1 });
    expect(await paid()).toBe(0);
    await world.press(said ?? never(), 'mistake');
    expect(await states()).toEqual({ appealed: 1 });
    const again = await world.press(said ?? never(), 'mistake');
    expect(again.calls[0]?.payload.text).toBe('There is nothing to appeal against.');
    expect(buttonsOf(await world.say('/refer')).some(({ text }) => text.includes('mistake'))).toBe(false);
  });

  it('is overruled by the owner, back and forth, by lines that add up', async () => {
    await comeTwice();
    await world.runJobs();
    for (const [state, points] of [
      ['released', 100],
      ['revoked', 0],
      ['revoked', 0],
      ['released', 100],
    ] as const) {
      await decide(state);
      expect(await pointsForFriends()).toBe(points);
    }
    expect(await paid()).toBe(1);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('is held in a line of people each of whom brought the next, from the first to the last', async () => {
    let inviter = ann;
    for (const personId of [31, 32, 33, 34]) {
      await come(personId, await linkOf(inviter), [0.5, 30 + (personId - 30) * 2]);
      inviter = personId;
    }
    world.pass(3 * dayMs);
    await world.runJobs();
    expect(await states()).toEqual({ held: 4 });
  });

  it('takes back what it paid too early, when a farm shows later', async () => {
    const link = await linkOf(ann);
    const farm = [31, 32, 33, 34, 35, 36, 37];
    await come(31, link, [0.1, 24.2]);
    world.pass(3 * dayMs);
    await world.runJobs();
    expect(await states()).toEqual({ paid: 1 });
    for (const personId of farm.slice(1)) await come(personId, link, [0.1, 24.2]);
    world.pass(4 * dayMs);
    const said = await world.runJobs();
    expect(said.flatMap(textsOf).join()).toContain(
      'of 7 active people who came by your link, 7 came on four days at most',
    );
    expect(await states()).toEqual({ paid: 1, held: 6 });
    world.pass(14 * dayMs);
    await world.runJobs();
    expect(await states()).toEqual({ clawed_back: 1, held: 6 });
    expect(await world.count('reversal')).toBe(1);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });
});

async function pointsForFriends(): Promise<number> {
  const result = await world.database.owner.execute<{ points: string }>(sql`
    select sum(case when credit = ${`person:${ann}`} then amount else -amount end) as points
    from engagement_entries where reason in ('referral', 'reversal')`);
  return Number(result.rows[0]?.points);
}

function never(): never {
  throw new Error('Something was to be said.');
}
