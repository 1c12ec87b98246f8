import type { GameKind } from './game-kinds';
import type { PuzzleState } from './puzzle-game';
import type { SpeedState } from './speed-game';
import type { SpotState } from './spot-game';

/** The choices that win a game from where it stands, in their order. */
export function winningChoices(kind: GameKind, board: unknown): string[] {
  if (kind === 'puzzle') return solvePuzzle((board as PuzzleState).tiles);
  if (kind === 'speed') {
    const { numbers, next } = board as SpeedState;
    const wanted = numbers.filter((number) => number >= next).sort((a, b) => a - b);
    return wanted.map((number) => String(numbers.indexOf(number)));
  }
  const { rounds, at } = board as SpotState;
  return rounds.slice(at).map(({ cell }) => String(cell));
}

/** The shortest way home, breadth first. */
export function solvePuzzle(tiles: readonly number[]): string[] {
  const home = '123456780';
  const seen = new Set([tiles.join('')]);
  const queue: { tiles: string; moves: string[] }[] = [{ tiles: tiles.join(''), moves: [] }];
  for (let at = 0; at < queue.length; at += 1) {
    const one = queue[at];
    if (!one) break;
    if (one.tiles === home) return one.moves;
    const gap = one.tiles.indexOf('0');
    for (const cell of besides(gap)) {
      const next = [...one.tiles];
      [next[gap], next[cell]] = [one.tiles[cell] ?? '', '0'];
      const text = next.join('');
      if (seen.has(text)) continue;
      seen.add(text);
      queue.push({ tiles: text, moves: [...one.moves, String(cell)] });
    }
  }
  return [];
}

function besides(gap: number): number[] {
  const column = gap % 3;
  return [
    ...(gap >= 3 ? [gap - 3] : []),
    ...(gap < 6 ? [gap + 3] : []),
    ...(column > 0 ? [gap - 1] : []),
    ...(column < 2 ? [gap + 1] : []),
  ];
}
