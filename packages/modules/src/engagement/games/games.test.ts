import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyWrites, journalUpdates } from '../../kit/apply-writes.test-helper';
import { buttonsOf, pressUpdate, type Talk, talk, textsOf } from '../../kit/talk.test-helper';
import { builtInAchievements } from '../achievements/built-in';
import { codeOf, dataOf, EngagementWorld } from '../engagement-world.test-helper';
import { checkLedger, noFaults } from '../ledger/check-ledger.test-helper';
import { forgePresses } from './forge-presses.test-helper';
import { gameKinds } from './game-kinds';
import { beginGame, gameIdOf, nearlyWin, storedGame, winGame } from './play-games.test-helper';

/** `npm run prove -- modules --full` does 10,000. */
const forgedCount = 1_000;
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
  world.settings = { engagement: { achievementChanges: [] } };
});
afterEach(async () => await world.database.close());

describe.each(gameKinds)('%s', (kind) => {
  it('is played in one message and pays once, 10 to 50 points by how it went', async () => {
    const { last, pressed, id } = await winGame(world, await beginGame(world, kind));
    expect(textsOf(last)[0]).toContain('🏆 Won!');
    const paid = Number(/\+(\d+) points/.exec(textsOf(last)[0] ?? '')?.[1]);
    expect(paid).toBeGreaterThanOrEqual(10);
    expect(paid).toBeLessThanOrEqual(50);
    expect(last.calls.filter(({ method }) => method === 'editMessageText')).toHaveLength(1);
    for (const data of pressed) {
      expect((await world.pressData(data)).calls[0]?.payload.text).toBe('This game is over.');
    }
    expect(await world.count('game')).toBe(1);
    expect(await storedGame(world, id)).toMatchObject({ status: 'won', step: pressed.length });
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });
});

describe('a game', () => {
  it('is its own person’s: others change nothing', async () => {
    const said = await beginGame(world, 'target', { chat: 'supergroup' });
    const data = dataOf(said, '🎯');
    const stranger = await world.pressData(data, { personId: 7, chat: 'supergroup' });
    expect(stranger.calls).toMatchObject([
      { method: 'answerCallbackQuery', payload: { text: 'This is somebody else’s game. Start your own with /game.' } },
    ]);
    expect(stranger.writes).toEqual([]);
    expect(await storedGame(world, gameIdOf(said))).toMatchObject({ step: 0 });
  });

  it('never goes back: what was said of an earlier step comes too late', async () => {
    const said = await beginGame(world, 'target');
    const first = await world.press(said, '🎯');
    await world.press(first, '🎯');
    await world.commit(first);
    expect(await storedGame(world, gameIdOf(said))).toMatchObject({ step: 2, status: 'open' });
  });

  it('ends for good after ten minutes', async () => {
    const said = await beginGame(world, 'target');
    world.pass(601_000);
    const late = await world.press(said, '🎯');
    expect(late.calls[0]?.payload.text).toBe('That took too long.');
    expect((await storedGame(world, gameIdOf(said))).status).toBe('expired');
    expect(await world.count('game')).toBe(0);
  });

  it('can be begun so often a day as the owner says', async () => {
    world.settings = { engagement: { gamesPerDay: 2 } };
    for (const left of [1, 0]) {
      await beginGame(world, 'puzzle');
      expect(textsOf(await world.say('/game'))[0]).toContain(left === 1 ? '1 game left' : 'That was all for today');
    }
    const refused = await beginGame(world, 'puzzle');
    expect(refused.calls[0]?.payload.text).toBe('That was all for today.');
    world.pass(86_400_000);
    expect(gameIdOf(await beginGame(world, 'puzzle'))).not.toBe('');
  });

  it('begun at once in several chats counts in each', async () => {
    world.settings = { engagement: { gamesPerDay: 2 } };
    const open = await world.press(await world.say('/game'), 'Puzzle');
    const updates = (['private', 'supergroup', 'private', 'supergroup'] as const).map((chat) =>
      pressUpdate(dataOf(open, 'Easy'), { chat, updateId: world.nextId() }),
    );
    const [early, late] = updates;
    if (!early || !late) throw new Error('There are four.');
    const lateSaid = await talk(late, world.options);
    await world.deliver(early);
    await expect(world.commit(lateSaid, late.update_id)).rejects.toSatisfy((error) => codeOf(error) === '23505');
    const said = await Promise.all(updates.slice(1).map((update) => world.deliver(update)));
    expect(said.filter((one) => gameIdOf(one) !== '')).toHaveLength(1);
    const stored = await world.database.owner.execute(sql`select from engagement_games`);
    expect(stored.rows).toHaveLength(2);
  });

  it('of a program earns nothing: it is banned, may appeal, and earns again when the owner says so', async () => {
    const points: number[] = [];
    for (let game = 0; game < 3; game += 1) {
      await winGame(world, await beginGame(world, 'target', {}, 'Hard'), {}, () => 90);
      points.push(await world.count('game'));
      world.pass(60_000 + game * 7_919);
    }
    expect(points).toEqual([1, 1, 1]);
    const before = await world.pointsOf(1001);
    expect(textsOf(await world.say('/checkin'))).toEqual(['You earn no points at the moment. See /dashboard.']);
    const dashboard = await world.say('/dashboard');
    expect(textsOf(dashboard)[0]).toContain('⛔ You earn no points: your presses came faster');
    const appealed = await world.press(dashboard, 'mistake');
    expect(appealed.calls[0]?.payload.text).toBe('Thank you. The owner will look at it.');
    expect(buttonsOf(appealed).some(({ text }) => text.includes('mistake'))).toBe(false);
    expect(await world.pointsOf(1001)).toBe(before);
    await world.database.owner.execute(sql`
      update engagement_people set banned_at = null, ban_reason = null, appealed_at = null, abuse_score = 0`);
    expect(textsOf(await world.say('/checkin'))[0]).toContain('Checked in');
  });
});

/** What the link to a friend says to `/start`. */
function payloadOf(said: Talk): string {
  const link = buttonsOf(said).find(({ text }) => text.includes('Challenge'))?.url ?? '';
  return new URL(new URL(link).searchParams.get('url') ?? '').searchParams.get('start') ?? '';
}

describe('a duel', () => {
  it('is played on the same seed by its link, and pays the better one, once a day for the two', async () => {
    const first = await winGame(world, await beginGame(world, 'target'), {}, (press) => 2_500 + press * 211);
    const payload = payloadOf(first.last);
    expect(payload).toMatch(/^[\w-]{1,64}$/);
    const own = await world.say(`/start ${payload}`);
    expect(textsOf(own)[0]).toContain('You cannot duel yourself');
    const accepted = await world.say(`/start ${payload}`, { personId: 7 });
    const game = await storedGame(world, gameIdOf(accepted));
    expect(game).toMatchObject({ personId: '7', duelOf: first.id, seed: (await storedGame(world, first.id)).seed });
    const second = await winGame(world, accepted, { personId: 7 }, (press) => 700 + press * 97);
    expect(textsOf(second.last)[0]).toContain('You won the duel!');
    expect(await world.count('duel')).toBe(1);
    expect(textsOf(await world.say(`/start ${payload}`, { personId: 7 }))[0]).toContain('You have tried this one');
    const again = await winGame(world, await beginGame(world, 'target'), {}, (press) => 2_500 + press * 211);
    const next = await world.say(`/start ${payloadOf(again.last)}`, { personId: 7 });
    const won = await winGame(world, next, { personId: 7 }, (press) => 700 + press * 97);
    expect(textsOf(won.last)[0]).toContain('You won the duel!');
    expect(await world.count('duel')).toBe(1);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  /** Somebody plays slowly, and person 7 beats that. */
  async function beat(rival: number): Promise<Talk> {
    const who = { personId: rival };
    const slow = await winGame(world, await beginGame(world, 'target', who), who, (press) => 2_500 + press * 211);
    const accepted = await world.say(`/start ${payloadOf(slow.last)}`, { personId: 7 });
    const won = await winGame(world, accepted, { personId: 7 }, (press) => 700 + press * 97);
    expect(textsOf(won.last)[0]).toContain('You won the duel!');
    return won.last;
  }

  it('that is not paid counts for no achievement and no level', async () => {
    world.settings = {
      engagement: {
        abuseLimit: 0,
        gamePointsMin: 0,
        gamePointsMax: 0,
        levels: [{ points: 1_000 }],
        achievements: [{ id: 'thousand', title: 'Thousand', rule: 'points', threshold: 1_000, points: 1 }],
        achievementChanges: builtInAchievements.map(({ id }) => ({ id, isOn: false })),
      },
    };
    await beat(11);
    expect(await world.pointsOf(7)).toBe(10);
    await world.database.owner.execute(sql`
      insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, at)
      values ('ws_1', 'bot_1', 'gift', 'house:adjustment', 'person:7', 985, 'adjustment', true, '2026-03-02', now())`);
    const said = await beat(11);
    expect(textsOf(said)).toHaveLength(1);
    expect(said.writes.filter(({ statement }) => statement.id === 'engagement.entries')).toEqual([]);
    expect(await world.count('achievement')).toBe(0);
    expect(await world.pointsOf(7)).toBe(995);
  });

  describe('of a pair whose two ends come in the same moment', () => {
    const slow = (press: number) => 2_500 + press * 211;

    /** Persons 7 and 11 each meet a game of the other's; each stands before the press that wins. */
    async function twoEnds(): Promise<Update[]> {
      world.settings = {
        engagement: {
          abuseLimit: 0,
          gamePointsMin: 0,
          gamePointsMax: 0,
          achievements: [{ id: 'two', title: 'Two duels', rule: 'duelsWon', threshold: 2, points: 5 }],
          achievementChanges: builtInAchievements.map(({ id }) => ({ id, isOn: false })),
        },
      };
      const ends: Update[] = [];
      for (const [rival, winner] of [
        [11, 7],
        [7, 11],
      ] as const) {
        const first = await winGame(
          world,
          await beginGame(world, 'target', { personId: rival }),
          { personId: rival },
          slow,
        );
        const accepted = await world.say(`/start ${payloadOf(first.last)}`, { personId: winner });
        const last = await nearlyWin(world, accepted, { personId: winner }, (press) => 700 + press * 97);
        ends.push(pressUpdate(last, { personId: winner, updateId: world.nextId() }));
      }
      return ends;
    }

    /** Each winner is told so, and the points of the two are paid once. */
    async function expectPaidOnce(said: readonly Talk[]): Promise<void> {
      for (const one of said) expect(textsOf(one)[0]).toContain('You won the duel!');
      expect(await world.count('duel')).toBe(1);
      const told = said.flatMap(({ writes }) => writes.filter(({ row }) => row.reason === 'duel'));
      expect(told).toHaveLength(1);
      expect([await world.pointsOf(7), await world.pointsOf(11)].sort((a, b) => a - b)).toEqual([0, 10]);
      expect(await world.count('achievement')).toBe(0);
      expect(await checkLedger(world.database.owner)).toEqual(noFaults);
    }

    it('is paid once in one flush: it is refused, and the second end is handled anew', async () => {
      const ends = await twoEnds();
      const said = await Promise.all(ends.map((end) => talk(end, world.options)));
      const written = ends.map((end, at) => ({ updateId: String(end.update_id), writes: said[at]?.writes ?? [] }));
      await journalUpdates(world.database.owner, written);
      await expect(applyWrites(world.database.db, written)).rejects.toSatisfy((error) => codeOf(error) === '23505');
      const again: Talk[] = [];
      for (const end of ends) again.push(await world.deliver(end));
      await expectPaidOnce(again);
    });

    it('is paid once in two flushes at once', async () => {
      const ends = await twoEnds();
      const said = await Promise.all(ends.map((end) => talk(end, world.options)));
      const commits = await Promise.allSettled(said.map((one, at) => world.commit(one, ends[at]?.update_id)));
      expect(commits.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = commits.findIndex(({ status }) => status === 'rejected');
      const end = ends[refused];
      if (!end) throw new Error('One of the two was refused.');
      said[refused] = await world.deliver(end);
      await expectPaidOnce(said);
    });
  });

  it('pays a winner five times a day, however many there are to beat', async () => {
    world.settings = { engagement: { abuseLimit: 0 } };
    for (const rival of [11, 12, 13, 14, 15, 16]) await beat(rival);
    expect(await world.count('duel')).toBe(5);
    world.pass(86_400_000);
    await beat(11);
    expect(await world.count('duel')).toBe(6);
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('can be tried once, on another day too', async () => {
    const first = await winGame(world, await beginGame(world, 'target'));
    const payload = payloadOf(first.last);
    expect(gameIdOf(await world.say(`/start ${payload}`, { personId: 7 }))).not.toBe('');
    world.pass(86_400_000);
    expect(textsOf(await world.say(`/start ${payload}`, { personId: 7 }))[0]).toContain('You have tried this one');
  });

  it('pays who threw the glove, if they were better; in a group by a button', async () => {
    const group = { chat: 'supergroup' as const };
    const first = await winGame(
      world,
      await beginGame(world, 'speed', group),
      group,
      () => 500 + (world.nextId() % 7) * 60,
    );
    const seen = async () =>
      (await world.database.owner.execute(sql`select seen_at from engagement_people where person_id = '1001'`)).rows;
    const seenBefore = await seen();
    const accepted = await world.press(first.last, 'I can beat that', { personId: 7, ...group });
    const second = await winGame(world, accepted, { personId: 7, ...group }, (press) => 2_800 + press * 130);
    expect(textsOf(second.last)[0]).toContain('The other one was better.');
    expect(await world.count('duel')).toBe(1);
    const paid = await world.database.owner.execute(sql`select credit from engagement_entries where reason = 'duel'`);
    expect(paid.rows).toEqual([{ credit: 'person:1001' }]);
    expect(await seen()).toEqual(seenBefore);
  });

  it('has no link that anybody could write', async () => {
    const first = await winGame(world, await beginGame(world, 'target'));
    for (const forged of [`duel_${first.id}AAAAAAAA`, `duel_${first.id}`, 'duel_']) {
      expect(textsOf(await world.say(`/start ${forged}`, { personId: 7 }))[0]).not.toContain('Target practice');
    }
  });
});

describe('presses that do not count', () => {
  it(`${forgedCount} forged, replayed and out-of-turn ones bring 0 points and end no game`, async () => {
    const run = await forgePresses(world, forgedCount, 'forged');
    expect(run).toEqual({ pressed: forgedCount, lines: 0, moved: 0, unanswered: 0 });
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  }, 600_000);
});
