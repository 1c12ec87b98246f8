import type { Difficulty } from './game-kinds';

export interface Cell {
  label: string;
  /** What its button sends back. */
  choice: string;
}

export interface GameEnd {
  isWon: boolean;
  /** 0 to 1. */
  performance: number;
  isFlawless: boolean;
}

export interface Pressed<State> {
  state: State;
  /** Null while the game goes on. */
  end: GameEnd | null;
}

/** The rules of a game: pure, and the same for the same seed. */
export interface Game<State> {
  start(random: (below: number) => number, difficulty: Difficulty): State;
  draw(state: State): Cell[][];
  /** How far it is, for the text above the board. */
  progress(state: State): { done: number; all: number };
  /** Null for a choice that is none at this moment. `elapsedMs` is the server's own measure. */
  press(state: State, choice: string, elapsedMs: number): Pressed<State> | null;
}

/** 1 at or under the fast time, 0 at or over the slow one. */
export function speedOf(elapsedMs: number, fastMs: number, slowMs: number): number {
  return Math.min(1, Math.max(0, (slowMs - elapsedMs) / (slowMs - fastMs)));
}

/** Cells in rows of a square. */
export function inSquare(cells: readonly Cell[]): Cell[][] {
  const side = Math.round(Math.sqrt(cells.length));
  return Array.from({ length: side }, (_, row) => cells.slice(row * side, (row + 1) * side));
}

/** A choice that is a whole number below a bound, else null. */
export function cellOf(choice: string, below: number): number | null {
  return /^\d{1,2}$/.test(choice) && Number(choice) < below ? Number(choice) : null;
}
