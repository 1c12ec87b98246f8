import type { Difficulty, GameKind } from './game-kinds';

export const gameKeys: Readonly<Record<GameKind, string>> = {
  target: 'game.target',
  hunt: 'game.hunt',
  puzzle: 'game.puzzle',
  speed: 'game.speed',
};

export const hintKeys: Readonly<Record<GameKind, string>> = {
  target: 'hint.target',
  hunt: 'hint.hunt',
  puzzle: 'hint.puzzle',
  speed: 'hint.speed',
};

export const difficultyKeys: Readonly<Record<Difficulty, string>> = {
  easy: 'difficulty.easy',
  normal: 'difficulty.normal',
  hard: 'difficulty.hard',
};
