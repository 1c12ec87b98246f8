import { cellOf, type Game, inSquare, speedOf } from './game';
import type { Difficulty } from './game-kinds';

interface Round {
  cell: number;
  right: string;
  wrong: string;
}

export interface SpotState {
  cells: number;
  rounds: Round[];
  at: number;
  hits: number;
  /** Sum of each round's 0 to 1. */
  speed: number;
}

interface SpotOptions {
  rounds: Record<Difficulty, number>;
  /** Cells of a row. */
  side: Record<Difficulty, number>;
  fastMs: number;
  slowMs: number;
  /** What is looked for among what. */
  pairs: readonly (readonly [right: string, wrong: string])[];
}

const winningShare = 2 / 3;

/** One cell is another than all the others, round after round; the sooner it is pressed, the better. */
function spotGame({ rounds, side, fastMs, slowMs, pairs }: SpotOptions): Game<SpotState> {
  return {
    start(random, difficulty) {
      const cells = side[difficulty] ** 2;
      const round = (): Round => {
        const [right, wrong] = pairs[random(pairs.length)] ?? ['🎯', '⚪'];
        return { cell: random(cells), right, wrong };
      };
      return { cells, rounds: Array.from({ length: rounds[difficulty] }, round), at: 0, hits: 0, speed: 0 };
    },
    draw(state) {
      const round = state.rounds[state.at];
      if (!round) return [];
      const cells = Array.from({ length: state.cells }, (_, cell) => ({
        label: cell === round.cell ? round.right : round.wrong,
        choice: String(cell),
      }));
      return inSquare(cells);
    },
    progress: (state) => ({ done: state.at, all: state.rounds.length }),
    press(state, choice, elapsedMs) {
      const round = state.rounds[state.at];
      const cell = cellOf(choice, state.cells);
      if (!round || cell === null) return null;
      const isHit = cell === round.cell;
      const next = {
        ...state,
        at: state.at + 1,
        hits: state.hits + (isHit ? 1 : 0),
        speed: state.speed + (isHit ? speedOf(elapsedMs, fastMs, slowMs) : 0),
      };
      const all = state.rounds.length;
      if (next.at < all) return { state: next, end: null };
      const isFlawless = next.hits === all;
      return {
        state: next,
        end: { isWon: next.hits >= all * winningShare, performance: next.speed / all, isFlawless },
      };
    },
  };
}

export const targetGame = spotGame({
  rounds: { easy: 5, normal: 7, hard: 9 },
  side: { easy: 3, normal: 4, hard: 5 },
  fastMs: 1_000,
  slowMs: 6_000,
  pairs: [['🎯', '⚪']],
});

export const huntGame = spotGame({
  rounds: { easy: 3, normal: 4, hard: 5 },
  side: { easy: 4, normal: 5, hard: 6 },
  fastMs: 2_000,
  slowMs: 15_000,
  pairs: [
    ['🍅', '🍎'],
    ['🐺', '🦊'],
    ['🌝', '🌕'],
    ['😐', '😑'],
    ['🐒', '🐵'],
    ['🕓', '🕔'],
    ['🚙', '🚗'],
    ['🌲', '🌳'],
    ['🍋', '🍊'],
    ['🦁', '🐯'],
  ],
});
