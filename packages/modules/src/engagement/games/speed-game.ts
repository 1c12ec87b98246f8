import { cellOf, type Game, inSquare, speedOf } from './game';
import type { Difficulty } from './game-kinds';
import { shuffle } from './seeded-random';

export interface SpeedState {
  /** The numbers as they lie, from 1. */
  numbers: number[];
  /** The next one to press. */
  next: number;
  mistakes: number;
  elapsedMs: number;
}

const sides: Record<Difficulty, number> = { easy: 3, normal: 4, hard: 5 };
const mistakesMax = 3;
const fastMsEach = 900;
const slowMsEach = 4_000;

/** Numbers to press in order, against the clock. */
export const speedGame: Game<SpeedState> = {
  start(random, difficulty) {
    const numbers = Array.from({ length: sides[difficulty] ** 2 }, (_, index) => index + 1);
    return { numbers: shuffle(numbers, random), next: 1, mistakes: 0, elapsedMs: 0 };
  },
  draw: ({ numbers, next }) =>
    inSquare(numbers.map((number, cell) => ({ label: number < next ? '✅' : String(number), choice: String(cell) }))),
  progress: ({ numbers, next }) => ({ done: next - 1, all: numbers.length }),
  press(state, choice, elapsedMs) {
    const cell = cellOf(choice, state.numbers.length);
    const number = cell === null ? undefined : state.numbers[cell];
    if (number === undefined || number < state.next) return null;
    const isRight = number === state.next;
    const next = {
      ...state,
      next: state.next + (isRight ? 1 : 0),
      mistakes: state.mistakes + (isRight ? 0 : 1),
      elapsedMs: state.elapsedMs + elapsedMs,
    };
    const all = state.numbers.length;
    if (next.mistakes >= mistakesMax) {
      return { state: next, end: { isWon: false, performance: 0, isFlawless: false } };
    }
    if (next.next <= all) return { state: next, end: null };
    const performance = speedOf(next.elapsedMs / all, fastMsEach, slowMsEach) / (1 + next.mistakes);
    return { state: next, end: { isWon: true, performance, isFlawless: next.mistakes === 0 } };
  },
};
