import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf, openSealed, pressUpdate, type Talk, talk, textsOf, textUpdate } from '../kit/talk.test-helper';
import { sayWrite } from '../kit/write-statement';
import { codeOf, dataOf, EngagementWorld } from './engagement-world.test-helper';
import { checkLedger, noFaults } from './ledger/check-ledger.test-helper';
import { entryWrite } from './store';

const dayMs = 86_400_000;
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
});
afterEach(async () => await world.database.close());

/** Gives points, as the owner would. */
async function give(personId: number, points: number): Promise<void> {
  const row = {
    key: `gift:${personId}:${world.nextId()}`,
    debit: 'house:adjustment',
    credit: `person:${personId}`,
    amount: points,
    reason: 'adjustment',
    subject: {},
    tags: [],
    is_scored: true,
    day: '2026-03-02',
    chat_id: null,
    team: null,
    slot: null,
    turn: null,
    reverses: null,
    at: world.now.toISOString(),
  };
  await world.commit({ writes: [sayWrite(entryWrite, row)] });
}

describe('/checkin', () => {
  it('pays once a day, whatever is said how often and where', async () => {
    expect(textsOf(await world.say('/checkin'))[0]).toContain('Checked in: +3. 1 day in a row.');
    expect(textsOf(await world.say('/checkin'))[0]).toContain('You are checked in for today.');
    await world.say('/checkin', { chat: 'supergroup' });
    expect(await world.count('checkin')).toBe(1);
    expect(await world.pointsOf(1001)).toBe(3 + 10);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('pays once although two lanes saw the day open', async () => {
    const updates = [
      textUpdate('/checkin', { updateId: world.nextId() }),
      textUpdate('/checkin', { updateId: world.nextId(), chat: 'supergroup' }),
    ];
    const said = await Promise.all(updates.map((update) => talk(update, world.options)));
    await Promise.all(said.map((one, at) => world.commit(one, updates[at]?.update_id)));
    expect(await world.count('checkin')).toBe(1);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('pays more for each day in a row, up to the bound', async () => {
    world.settings = { engagement: { achievementChanges: [], streakPointsMax: 2 } };
    const texts: string[] = [];
    for (let day = 0; day < 4; day += 1) {
      texts.push(textsOf(await world.say('/checkin'))[0] ?? '');
      world.pass(dayMs);
    }
    expect(texts.map((text) => /\+(\d+)/.exec(text)?.[1])).toEqual(['3', '4', '5', '5']);
  });

  it('follows the person’s own clock', async () => {
    world.now = new Date('2026-03-02T20:00:00Z');
    const zones = await world.press(await world.press(await world.say('/dashboard'), 'Settings'), 'time zone');
    await world.press(zones, 'Auckland');
    await world.say('/checkin');
    world.pass(5 * 3_600_000);
    expect(textsOf(await world.say('/checkin'))[0]).toContain('You are checked in');
    world.pass(11 * 3_600_000);
    expect(textsOf(await world.say('/checkin'))[0]).toContain('2 days in a row');
  });
});

describe('/dashboard', () => {
  it('shows what the press of its own button brought, newest first', async () => {
    const [empty] = textsOf(await world.say('/dashboard'));
    expect(empty).toContain('No points yet');
    const [first = ''] = textsOf(await world.press(await world.say('/dashboard'), 'Check in'));
    expect(first).toContain('3 points to spend, 3 earned');
    expect(first).toContain('\n\n2026-03-02  +3  check-in, day 1');
    expect(first).not.toContain('No points yet');
    world.pass(dayMs);
    const [second = ''] = textsOf(await world.press(await world.say('/dashboard'), 'Check in'));
    const days = second.split('\n').filter((line) => line.startsWith('2026-'));
    expect(days.map((line) => line.slice(0, 14))).toEqual(['2026-03-03  +4', '2026-03-02  +3', '2026-03-02  +1']);
    const again = await world.press(await world.say('/dashboard'), 'Check in');
    expect(
      textsOf(again)[0]
        ?.split('\n')
        .filter((line) => line.startsWith('2026-')),
    ).toEqual(days);
  });

  it('explains every point, page by page, down to the first', async () => {
    for (let day = 0; day < 15; day += 1) {
      await world.say('/checkin');
      world.pass(dayMs);
    }
    let page = await world.press(await world.say('/dashboard'), 'Points');
    const lines: string[] = [];
    for (;;) {
      lines.push(...(textsOf(page)[0] ?? '').split('\n').filter((line) => line.startsWith('2026-')));
      if (!buttonsOf(page).some(({ text }) => text === 'Older')) break;
      page = await world.press(page, 'Older');
    }
    expect(lines.at(-1)).toMatch(/2026-03-02 {2}\+\d+ {2}(check-in, day 1|achievement: First steps)/);
    const sum = lines.reduce((total, line) => total + Number(/\+(\d+)/.exec(line)?.[1]), 0);
    expect(sum).toBe(await world.pointsOf(1001));
    expect(textsOf(page)[0]).toContain(`Together: ${sum}`);
  });

  it('shows a group nothing of it', async () => {
    const said = await world.say('/dashboard', { chat: 'supergroup' });
    expect(textsOf(said)).toEqual(['That is yours alone: let us do it in private.']);
  });
});

describe('rewards', () => {
  const people = Array.from({ length: 12 }, (_, index) => 3001 + index);
  const rewards = [{ id: 'mug', title: 'Mug', cost: 40, stock: 5, code: 'CODE-1' }];

  async function askFor(personId: number): Promise<string> {
    const offered = await world.press(await world.say('/dashboard', { personId }), 'Rewards', { personId });
    return dataOf(await world.press(offered, 'Mug', { personId }), 'Yes');
  }

  it('go out once a press, to the last piece and no further, however many press at once', async () => {
    world.settings = { engagement: { rewards } };
    for (const personId of people) await give(personId, 100);
    const asked = await Promise.all(people.map(askFor));
    const said = await Promise.all(people.map((personId, at) => world.pressData(asked[at] ?? '', { personId })));
    const got = said.filter((one) => textsOf(one)[0]?.includes('CODE-1'));
    expect(got).toHaveLength(5);
    expect(await world.count('reward')).toBe(5);
    for (const one of said.filter((other) => !got.includes(other))) {
      expect(one.calls[0]?.payload.text).toBe('Sold out.');
    }
    expect(await checkLedger(world.database.owner, { mug: 5 })).toEqual(noFaults);
  });

  it('are paid for with points that are there, once', async () => {
    world.settings = { engagement: { rewards: [{ ...rewards[0], stock: undefined, cost: 60 }] } };
    await give(1001, 100);
    const yes = await askFor(1001);
    await Promise.all([world.pressData(yes), world.pressData(yes, { chat: 'private' }), world.pressData(yes)]);
    expect(await world.count('reward')).toBe(1);
    const again = await world.pressData(yes);
    expect(again.calls[0]?.payload.text).toBe('This has changed. Please look again.');
    expect(buttonsOf(again).map(({ text }) => text)).not.toContain('Mug');
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('of two asked for at once, with points for one, go out one', async () => {
    const two = ['mug', 'cap'].map((id) => ({ id, title: id, cost: 60, code: `CODE-${id}` }));
    world.settings = { engagement: { rewards: two } };
    await give(1001, 100);
    const offered = await world.press(await world.say('/dashboard'), 'Rewards');
    const press = (one: Talk) => pressUpdate(dataOf(one, 'Yes'), { updateId: world.nextId() });
    const late = press(await world.press(offered, 'cap'));
    const lateSaid = await talk(late, world.options);
    await world.deliver(press(await world.press(offered, 'mug')));
    await expect(world.commit(lateSaid, late.update_id)).rejects.toSatisfy((error) => codeOf(error) === '23505');
    const anew = await world.deliver(late);
    expect(anew.calls[0]?.payload.text).toBe('This has changed. Please look again.');
    expect(await world.count('reward')).toBe(1);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });
});

describe('the code of a reward', () => {
  it('comes as a message of its own, and can be seen again until it is taken back', async () => {
    const rewards = [{ id: 'mug', title: 'Mug', cost: 40, code: 'CODE-1' }];
    world.settings = { engagement: { rewards } };
    await give(1001, 100);
    const offered = await world.press(await world.say('/dashboard'), 'Rewards');
    expect(buttonsOf(offered).map(({ text }) => text)).not.toContain('🎟 What I bought');
    const done = await world.press(await world.press(offered, 'Mug'), 'Yes');
    const saying = done.calls.filter(({ payload }) => String(payload.text).includes('CODE-1'));
    expect(saying.map(({ method }) => method)).toEqual(['sendMessage']);
    const list = await world.press(await world.press(await world.say('/dashboard'), 'Rewards'), 'What I bought');
    expect(textsOf(await world.press(list, 'Mug'))[0]).toContain('CODE-1');
    const who = { personId: 7 };
    const stranger = await world.pressData(dataOf(list, 'Mug'), who);
    expect(textsOf(stranger).join()).not.toContain('CODE-1');
    await world.database.owner.execute(sql`
      insert into engagement_entries
        (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, reverses, at)
      select workspace_id, bot_id, 'reversal:' || id, credit, debit, amount, 'reversal', is_scored, day, id, at
      from engagement_entries where reason = 'reward'`);
    expect(textsOf(await world.pressData(dataOf(list, 'Mug'))).join()).not.toContain('CODE-1');
  });
});

describe('achievements', () => {
  it('are told at once, unless the person does not want to know', async () => {
    expect(textsOf(await world.say('/checkin')).join()).toContain('🌱 Achievement: First steps! +10');
    world.pass(dayMs);
    expect(textsOf(await world.say('/checkin')).join()).not.toContain('First steps');
    const settings = await world.press(await world.say('/dashboard', { personId: 7 }), 'Settings', { personId: 7 });
    await world.press(settings, 'No notices', { personId: 7 });
    expect(textsOf(await world.say('/checkin', { personId: 7 })).join()).not.toContain('First steps');
    expect(await world.pointsOf(7)).toBe(13);
  });

  it('of the owner count as the owner says', async () => {
    const own = { id: 'three', title: 'Thrice', rule: 'checkins', threshold: 2, points: 7 };
    const achievementChanges = [{ id: 'first_steps', isOn: false }];
    world.settings = { engagement: { achievements: [own], achievementChanges } };
    expect(textsOf(await world.say('/checkin'))).toHaveLength(1);
    world.pass(dayMs);
    expect(textsOf(await world.say('/checkin')).join()).toContain('Thrice! +7');
  });

  it('emit what happened, without names', async () => {
    const said = await world.say('/checkin');
    const events = said.writes.filter(({ statement }) => statement.id === 'live_events.add').map(({ row }) => row);
    expect(events.map((row) => row.event)).toEqual([
      'achievement_unlocked',
      'user_stats_updated',
      'leaderboard_updated',
    ]);
    expect(JSON.stringify(events)).not.toContain('Ada');
  });
});

it('keeps no half of an emoji where a name is cut', async () => {
  const update = textUpdate('/checkin', { updateId: world.nextId() });
  const from = { id: 1001, is_bot: false, first_name: `${'A'.repeat(39)}😀` };
  const said = await world.deliver({ ...update, message: { ...update.message, from } } as typeof update);
  const name = said.writes.map(({ row }) => row.name).find((value) => value !== undefined);
  expect(openSealed(String(name), { row: 'bot_1/1001', column: 'name' })).toBe('A'.repeat(39));
});

describe('somebody whom Telegram does not name', () => {
  it('has no account: all of them would share it', async () => {
    const update = textUpdate('/checkin', { chat: 'supergroup', updateId: world.nextId() });
    const from = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
    const said = await world.deliver({ ...update, message: { ...update.message, from } } as typeof update);
    expect(said.writes.filter(({ statement }) => statement.id.startsWith('engagement.'))).toEqual([]);
  });
});

describe('the ledger', () => {
  it('refuses the runtime and its owner any change of a line but to forget whose it was', async () => {
    await world.say('/checkin');
    const code = (statement: Promise<unknown>) => statement.then(() => null, codeOf);
    const { db, owner } = world.database;
    expect(await code(db.execute(sql`update engagement_entries set amount = 1000`))).toBe('42501');
    expect(await code(db.execute(sql`delete from engagement_entries`))).toBe('42501');
    expect(await code(db.execute(sql`update engagement_entries set credit = 'person:7'`))).toBe('42501');
    expect(await code(owner.execute(sql`update engagement_entries set amount = 1000`))).toBe('42501');
    const anonymous = sql`subject = '{}', tags = '{}', chat_id = null, team = null, turn = null`;
    expect(await code(db.execute(sql`update engagement_entries set key = 'free again', ${anonymous}`))).toBe('42501');
    expect(await code(db.execute(sql`update engagement_entries set subject = '{"reward": "mug"}'`))).toBe('42501');
    expect(await world.pointsOf(1001)).toBe(13);
  });

  it('still adds up after a person was erased', async () => {
    await world.say('/checkin');
    await world.say('/checkin', { personId: 7, chat: 'supergroup' });
    const done = await world.press(await world.say('/deleteme'), 'Delete it');
    expect(textsOf(done)[0]).toContain('Deleted');
    const left = await world.database.owner.execute(sql`
      select to_jsonb(e) as row from engagement_entries e where to_jsonb(e)::text like '%1001%'
      union all select to_jsonb(s) from engagement_scores s where holder like '%1001%'`);
    expect(left.rows).toEqual([]);
    expect(await world.pointsOf(7)).toBe(13);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
    const result = await world.database.owner.execute<{ account: string; points: string }>(
      sql`select account, points from engagement_balances order by account`,
    );
    expect(result.rows).toEqual([
      { account: 'person:7', points: '13' },
      { account: 'person:erased', points: '13' },
    ]);
  });

  it('gives a team nothing for whoever joins, earns and is erased again and again', async () => {
    world.settings = { engagement: { teams: [{ id: 'red', title: 'Red' }], season: 's1' } };
    const teamPoints = async () => {
      const result = await world.database.owner.execute<{ points: string; lines: number }>(
        sql`select points, lines from engagement_scores where board = 'teams'`,
      );
      return result.rows.map(({ points, lines }) => [Number(points), lines]);
    };
    const join = async (who: { personId: number }) => {
      const settings = await world.press(await world.say('/dashboard', who), 'Settings', who);
      await world.press(await world.press(settings, 'Join a team', who), 'Red', who);
      await world.say('/checkin', who);
    };
    await join({ personId: 7 });
    const before = await teamPoints();
    for (let round = 0; round < 2; round += 1) {
      // The day's check-in outlives who is erased.
      world.pass(dayMs);
      await join({ personId: 1001 });
      expect(await teamPoints()).not.toEqual(before);
      await world.press(await world.say('/deleteme'), 'Delete it');
      expect(await teamPoints()).toEqual(before);
      expect(await checkLedger(world.database.owner)).toEqual(noFaults);
    }
  });
});
