import { cellOf, type Game, inSquare } from './game';
import type { Difficulty } from './game-kinds';

export interface PuzzleState {
  /** Tiles as they lie; 0 is the gap. */
  tiles: number[];
  /** Moves that lead home at most. */
  depth: number;
  moves: number;
}

const side = 3;
const solved = [1, 2, 3, 4, 5, 6, 7, 8, 0];
const depths: Record<Difficulty, number> = { easy: 5, normal: 10, hard: 18 };
const spareMoves = 6;

/** Eight tiles and a gap, to be put in order in few moves. */
export const puzzleGame: Game<PuzzleState> = {
  start(random, difficulty) {
    const depth = depths[difficulty];
    let tiles = solved;
    let last = -1;
    for (let move = 0; move < depth || isSolved(tiles); move += 1) {
      const gap = tiles.indexOf(0);
      const choices = tiles.map((_, cell) => cell).filter((cell) => isBeside(cell, gap) && cell !== last);
      const cell = choices[random(choices.length)] ?? gap;
      tiles = swap(tiles, cell, gap);
      last = gap;
    }
    return { tiles: [...tiles], depth, moves: 0 };
  },
  draw: ({ tiles }) =>
    inSquare(tiles.map((tile, cell) => ({ label: tile === 0 ? '▫️' : String(tile), choice: String(cell) }))),
  progress: ({ moves, depth }) => ({ done: moves, all: movesMax(depth) }),
  press(state, choice) {
    const cell = cellOf(choice, state.tiles.length);
    const gap = state.tiles.indexOf(0);
    if (cell === null || !isBeside(cell, gap)) return null;
    const next = { ...state, tiles: swap(state.tiles, cell, gap), moves: state.moves + 1 };
    const isWon = isSolved(next.tiles);
    if (!isWon && next.moves < movesMax(state.depth)) return { state: next, end: null };
    const performance = isWon ? Math.min(1, state.depth / next.moves) : 0;
    return { state: next, end: { isWon, performance, isFlawless: isWon && next.moves <= state.depth } };
  },
};

const movesMax = (depth: number) => depth * 3 + spareMoves;

const isSolved = (tiles: readonly number[]) => tiles.every((tile, cell) => tile === solved[cell]);

function isBeside(a: number, b: number): boolean {
  const rows = Math.abs(Math.floor(a / side) - Math.floor(b / side));
  return rows + Math.abs((a % side) - (b % side)) === 1;
}

function swap(tiles: readonly number[], a: number, b: number): number[] {
  return tiles.map((tile, cell) => (cell === a ? (tiles[b] ?? tile) : cell === b ? (tiles[a] ?? tile) : tile));
}
