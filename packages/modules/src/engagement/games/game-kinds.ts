export const gameKinds = ['target', 'hunt', 'puzzle', 'speed'] as const;
export type GameKind = (typeof gameKinds)[number];

export const difficulties = ['easy', 'normal', 'hard'] as const;
export type Difficulty = (typeof difficulties)[number];
