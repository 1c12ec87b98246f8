import { describe, expect, it } from 'vitest';
import type { Pressed } from './game';
import { difficulties, gameKinds } from './game-kinds';
import { games } from './games';
import type { PuzzleState } from './puzzle-game';
import { seededRandom, shuffle } from './seeded-random';
import { solvePuzzle } from './solve-game.test-helper';
import type { SpeedState } from './speed-game';
import { suspicionOf } from './suspicion-of';

const everyGame = gameKinds.flatMap((kind) => difficulties.map((difficulty) => ({ kind, difficulty })));

describe.each(everyGame)('$kind, $difficulty', ({ kind, difficulty }) => {
  const rules = games[kind];

  it('is the same for the same seed, and another for others', () => {
    const start = (seed: string) => rules.start(seededRandom(seed), difficulty);
    expect(start('a')).toEqual(start('a'));
    const boards = new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(start(String(seed)))));
    expect(boards.size).toBeGreaterThan(10);
  });

  it('fits under a message, and survives storage', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const state = rules.start(seededRandom(String(seed)), difficulty);
      const rows = rules.draw(state);
      expect(rows.every((row) => row.length > 0 && row.length <= 8)).toBe(true);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      const choices = rows.flat().map(({ choice }) => choice);
      expect(new Set(choices).size).toBe(choices.length);
    }
  });

  it('takes nothing that is no choice', () => {
    const state = rules.start(seededRandom('a'), difficulty);
    for (const choice of ['', '-1', '99', '1.5', 'x', '1e1', 'constructor']) {
      expect(rules.press(state, choice, 500)).toBeNull();
    }
  });

  it('comes to an end, whatever is pressed', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const random = seededRandom(`press ${seed}`);
      let state = rules.start(seededRandom(String(seed)), difficulty);
      let ended: Pressed<unknown> | null = null;
      for (let press = 0; press < 2_000 && !ended?.end; press += 1) {
        const cells = rules.draw(state).flat();
        ended = rules.press(state, cells[random(cells.length)]?.choice ?? '', 500);
        state = ended?.state ?? state;
      }
      expect(ended?.end).not.toBeNull();
      expect(ended?.end?.performance).toBeGreaterThanOrEqual(0);
      expect(ended?.end?.performance).toBeLessThanOrEqual(1);
    }
  });
});

describe('puzzle', () => {
  it.each(difficulties)('can be solved within its moves (%s)', (difficulty) => {
    for (let seed = 0; seed < 10; seed += 1) {
      const start = games.puzzle.start(seededRandom(String(seed)), difficulty) as PuzzleState;
      const moves = solvePuzzle(start.tiles);
      expect(moves.length).toBeGreaterThan(0);
      let state: unknown = start;
      let last: Pressed<unknown> | null = null;
      for (const choice of moves) {
        last = games.puzzle.press(state, choice, 500);
        state = last?.state;
      }
      expect(last?.end).toEqual({ isWon: true, performance: 1, isFlawless: true });
    }
  });
});

describe('speed run', () => {
  it('is worth more the faster it is, and less with each mistake', () => {
    const run = (elapsedMs: number, mistakes: number) => {
      let state = games.speed.start(seededRandom('a'), 'easy');
      let last: Pressed<unknown> | null = null;
      const { numbers } = state as SpeedState;
      const cellOf = (number: number) => String(numbers.indexOf(number));
      const order = [...Array<number>(mistakes).fill(9), 1, 2, 3, 4, 5, 6, 7, 8, 9];
      for (const number of order) {
        last = games.speed.press(state, cellOf(number), elapsedMs);
        state = last?.state;
      }
      return last?.end?.performance ?? 0;
    };
    expect(run(500, 0)).toBe(1);
    expect(run(2_000, 0)).toBeLessThan(1);
    expect(run(500, 1)).toBeLessThan(run(500, 0));
    expect(run(60_000, 0)).toBe(0);
  });
});

describe('shuffle', () => {
  it('loses nothing', () => {
    const items = Array.from({ length: 25 }, (_, index) => index);
    expect(shuffle(items, seededRandom('s')).sort((a, b) => a - b)).toEqual(items);
  });
});

describe('suspicion', () => {
  it('falls on times no person has, and on pauses no person makes', () => {
    expect(suspicionOf([100, 120, 90, 110, 130], []).reason).toBe('too_fast');
    expect(suspicionOf([700, 705, 698, 702, 701], []).reason).toBe('too_regular');
    expect(suspicionOf([700, 1_200, 650, 900], [300, 250, 400, 350]).reason).toBe('repetitive');
  });

  it('spares people, and the quick ones too', () => {
    expect(suspicionOf([380, 520, 610, 450, 700], [4_000, 9_000, 2_500, 60_000])).toEqual({ score: -10, reason: null });
    expect(suspicionOf([100, 90], []).reason).toBeNull();
  });
});
