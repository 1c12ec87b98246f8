import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeCallbackData } from '../../kit/callback-data';
import { buttonsOf, callbackKey, type Talk, textsOf } from '../../kit/talk.test-helper';
import { dataOf, EngagementWorld, type Who } from '../engagement-world.test-helper';
import { checkLedger, noFaults } from '../ledger/check-ledger.test-helper';
import { type GameKind, gameKinds } from './game-kinds';
import { readGame, type StoredGame } from './read-games';
import { seededRandom } from './seeded-random';
import { winningChoices } from './solve-game.test-helper';

const forgedCount = Number(process.env.DOVECOTE_FORGED_PRESSES ?? 1_000);
let world: EngagementWorld;

beforeEach(async () => {
  world = await EngagementWorld.create();
  world.settings = { engagement: { achievementChanges: [] } };
});
afterEach(async () => await world.database.close());

const names: Record<GameKind, string> = {
  target: 'Target practice',
  hunt: 'Emoji hunt',
  puzzle: 'Puzzle',
  speed: 'Speed run',
};

async function begin(kind: GameKind, who: Who = {}, difficulty = 'Easy'): Promise<Talk> {
  return world.press(await world.press(await world.say('/game', who), names[kind], who), difficulty, who);
}

function idOf(said: Talk): string {
  const play = buttonsOf(said).find(({ callback_data: data }) => data?.includes(':play:'))?.callback_data ?? '';
  return /:play:([^.]+)\./.exec(play)?.[1] ?? '';
}

async function stored(id: string): Promise<StoredGame> {
  const reader = { db: world.database.db, workspaceId: 'ws_1', botId: 'bot_1' } as never;
  const game = await readGame(reader, id);
  if (!game) throw new Error('There is no such game.');
  return game;
}

const playData = (id: string, step: number, choice: string) =>
  encodeCallbackData(callbackKey, { moduleId: 'engagement', action: 'play', argument: `${id}.${step}.${choice}` });

/** Plays a game to its end, at times of a person; the data of all presses, and what the last one said. */
async function win(said: Talk, who: Who = {}, msOf = (press: number) => 600 + ((press * 137) % 500)) {
  const id = idOf(said);
  const { kind, state, step } = await stored(id);
  const pressed: string[] = [];
  let last = said;
  for (const [at, choice] of winningChoices(kind, state.board).entries()) {
    world.pass(msOf(at));
    pressed.push(playData(id, step + at, choice));
    last = await world.pressData(pressed.at(-1) ?? '', who);
  }
  return { id, pressed, last };
}

describe.each(gameKinds)('%s', (kind) => {
  it('is played in one message and pays once, 10 to 50 points by how it went', async () => {
    const { last, pressed, id } = await win(await begin(kind));
    expect(textsOf(last)[0]).toContain('🏆 Won!');
    const paid = Number(/\+(\d+) points/.exec(textsOf(last)[0] ?? '')?.[1]);
    expect(paid).toBeGreaterThanOrEqual(10);
    expect(paid).toBeLessThanOrEqual(50);
    expect(last.calls.filter(({ method }) => method === 'editMessageText')).toHaveLength(1);
    for (const data of pressed) await world.pressData(data);
    expect(await world.count('game')).toBe(1);
    expect(await stored(id)).toMatchObject({ status: 'won', step: pressed.length });
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });
});

describe('a game', () => {
  it('is its own person’s: others change nothing', async () => {
    const said = await begin('target', { chat: 'supergroup' });
    const data = dataOf(said, '🎯');
    const stranger = await world.pressData(data, { personId: 7, chat: 'supergroup' });
    expect(stranger.calls).toMatchObject([
      { method: 'answerCallbackQuery', payload: { text: 'This is somebody else’s game. Start your own with /game.' } },
    ]);
    expect(stranger.writes).toEqual([]);
    expect(await stored(idOf(said))).toMatchObject({ step: 0 });
  });

  it('ends for good after ten minutes', async () => {
    const said = await begin('target');
    world.pass(601_000);
    const late = await world.press(said, '🎯');
    expect(late.calls[0]?.payload.text).toBe('That took too long.');
    expect((await stored(idOf(said))).status).toBe('expired');
    expect(await world.count('game')).toBe(0);
  });

  it('can be begun so often a day as the owner says', async () => {
    world.settings = { engagement: { gamesPerDay: 2 } };
    for (const left of [1, 0]) {
      await begin('puzzle');
      expect(textsOf(await world.say('/game'))[0]).toContain(left === 1 ? '1 game left' : 'That was all for today');
    }
    const refused = await begin('puzzle');
    expect(refused.calls[0]?.payload.text).toBe('That was all for today.');
    world.pass(86_400_000);
    expect(idOf(await begin('puzzle'))).not.toBe('');
  });

  it('of a program earns nothing: it is banned, may appeal, and earns again when the owner says so', async () => {
    const points: number[] = [];
    for (let game = 0; game < 3; game += 1) {
      await win(await begin('target', {}, 'Hard'), {}, () => 90);
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

describe('a duel', () => {
  it('is played on the same seed by its link, and pays the better one, once a day for the two', async () => {
    const first = await win(await begin('target'), {}, (press) => 2_500 + press * 211);
    const link = buttonsOf(first.last).find(({ text }) => text.includes('Challenge'))?.url ?? '';
    const payload = new URL(new URL(link).searchParams.get('url') ?? '').searchParams.get('start') ?? '';
    expect(payload).toMatch(/^[\w-]{1,64}$/);
    const own = await world.say(`/start ${payload}`);
    expect(textsOf(own)[0]).toContain('You cannot duel yourself');
    const accepted = await world.say(`/start ${payload}`, { personId: 7 });
    const game = await stored(idOf(accepted));
    expect(game).toMatchObject({ personId: '7', duelOf: first.id, seed: (await stored(first.id)).seed });
    const second = await win(accepted, { personId: 7 }, (press) => 700 + press * 97);
    expect(textsOf(second.last)[0]).toContain('You won the duel!');
    expect(await world.count('duel')).toBe(1);
    expect(textsOf(await world.say(`/start ${payload}`, { personId: 7 }))[0]).toContain('You have tried this one');
    expect(await checkLedger(world.database.owner)).toEqual(noFaults);
  });

  it('pays who threw the glove, if they were better; in a group by a button', async () => {
    const group = { chat: 'supergroup' as const };
    const first = await win(await begin('speed', group), group, () => 500 + (world.nextId() % 7) * 60);
    const accepted = await world.press(first.last, 'I can beat that', { personId: 7, ...group });
    const second = await win(accepted, { personId: 7, ...group }, (press) => 2_800 + press * 130);
    expect(textsOf(second.last)[0]).toContain('The other one was better.');
    expect(await world.count('duel')).toBe(1);
    const paid = await world.database.owner.execute(sql`select credit from engagement_entries where reason = 'duel'`);
    expect(paid.rows).toEqual([{ credit: 'person:1001' }]);
  });

  it('has no link that anybody could write', async () => {
    const first = await win(await begin('target'));
    for (const forged of [`duel_${first.id}AAAAAAAA`, `duel_${first.id}`, 'duel_']) {
      expect(textsOf(await world.say(`/start ${forged}`, { personId: 7 }))[0]).not.toContain('Target practice');
    }
  });
});

describe('presses that do not count', () => {
  it(`${forgedCount} forged, replayed and out-of-turn ones bring 0 points and end no game`, async () => {
    const random = seededRandom('forged');
    const finished = await win(await begin('target', { personId: 7 }), { personId: 7 });
    const games = [
      await begin('target'),
      await begin('speed', { personId: 2 }),
      await begin('puzzle', { personId: 3 }),
      await begin('hunt', { personId: 4 }),
    ];
    const ids = games.map(idOf);
    const owners = [1001, 2, 3, 4];
    const before = await checkLedger(world.database.owner);
    const lines = async () => (await world.database.owner.execute(sql`select count(*) from engagement_entries`)).rows;
    const linesBefore = await lines();
    for (let press = 0; press < forgedCount; press += 1) {
      const at = random(games.length);
      const game = ids[at] ?? '';
      const real = playData(game, 0, String(random(9)));
      const owner = owners[at] ?? 0;
      const forgeries: (() => Promise<Talk>)[] = [
        () => world.pressData(real, { personId: 100 + random(50) }),
        () => world.pressData(playData(game, 1 + random(30), String(random(25))), { personId: owner }),
        () => world.pressData(playData(game, 0, String(25 + random(900))), { personId: owner }),
        () => world.pressData(`${real.slice(0, -1)}${real.endsWith('A') ? 'B' : 'A'}`, { personId: owner }),
        () => world.pressData(real.replace('.0.', '.1.'), { personId: owner }),
        () => world.pressData(finished.pressed[random(finished.pressed.length)] ?? '', { personId: 7 }),
        () => world.pressData(playData(finished.id, random(9), String(random(9))), { personId: owner }),
      ];
      const said = await forgeries[random(forgeries.length)]?.();
      expect(said?.calls[0]?.method).toBe('answerCallbackQuery');
    }
    expect(await lines()).toEqual(linesBefore);
    expect(await checkLedger(world.database.owner)).toEqual(before);
    for (const id of ids) expect(await stored(id)).toMatchObject({ step: 0, status: 'open' });
  }, 600_000);
});
