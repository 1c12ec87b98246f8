import type { Game } from './game';
import type { GameKind } from './game-kinds';
import { puzzleGame } from './puzzle-game';
import { speedGame } from './speed-game';
import { huntGame, targetGame } from './spot-game';

/** Each game's rules; the state of a stored game is its own kind's. */
export const games: Readonly<Record<GameKind, Game<unknown>>> = {
  target: targetGame as unknown as Game<unknown>,
  hunt: huntGame as unknown as Game<unknown>,
  puzzle: puzzleGame as unknown as Game<unknown>,
  speed: speedGame as unknown as Game<unknown>,
};
