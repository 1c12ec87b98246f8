import { proveWorkspace } from '@dovecote/db/tenancy';
import { encodeCallbackData } from '../../kit/callback-data';
import { buttonsOf, callbackKey, type Talk } from '../../kit/talk.test-helper';
import type { EngagementWorld, Who } from '../engagement-world.test-helper';
import type { GameKind } from './game-kinds';
import { readGame, type StoredGame } from './read-games';
import { winningChoices } from './solve-game.test-helper';

const names: Record<GameKind, string> = {
  target: 'Target practice',
  hunt: 'Emoji hunt',
  puzzle: 'Puzzle',
  speed: 'Speed run',
};

/** Begins a game by its buttons. */
export async function beginGame(
  world: EngagementWorld,
  kind: GameKind,
  who: Who = {},
  difficulty = 'Easy',
): Promise<Talk> {
  return world.press(await world.press(await world.say('/game', who), names[kind], who), difficulty, who);
}

/** The game that a board's buttons belong to; empty for no board. */
export function gameIdOf(said: Talk): string {
  const play = buttonsOf(said).find(({ callback_data: data }) => data?.includes(':play:'))?.callback_data ?? '';
  return /:play:([^.]+)\./.exec(play)?.[1] ?? '';
}

export async function storedGame(world: EngagementWorld, id: string): Promise<StoredGame> {
  const reader = { db: world.database.db, workspaceId: proveWorkspace('ws_1'), botId: 'bot_1' };
  const game = await readGame(reader, id);
  if (!game) throw new Error('There is no such game.');
  return game;
}

/** What a button of a board sends, signed as the bot signs it. */
export function playData(id: string, step: number, choice: string): string {
  return encodeCallbackData(callbackKey, {
    moduleId: 'engagement',
    action: 'play',
    argument: `${id}.${step}.${choice}`,
  });
}

/** Plays a game to its end, at times of a person; the data of all presses, and what the last one said. */
export async function winGame(
  world: EngagementWorld,
  said: Talk,
  who: Who = {},
  msOf = (press: number) => 600 + ((press * 137) % 500),
): Promise<{ id: string; pressed: string[]; last: Talk }> {
  const id = gameIdOf(said);
  const pressed = await winningPresses(world, id);
  let last = said;
  for (const [at, data] of pressed.entries()) {
    world.pass(msOf(at));
    last = await world.pressData(data, who);
  }
  return { id, pressed, last };
}

/** Plays a game up to its last press, and answers the data of that. */
export async function nearlyWin(
  world: EngagementWorld,
  said: Talk,
  who: Who,
  msOf: (press: number) => number,
): Promise<string> {
  const pressed = await winningPresses(world, gameIdOf(said));
  for (const [at, data] of pressed.slice(0, -1).entries()) {
    world.pass(msOf(at));
    await world.pressData(data, who);
  }
  world.pass(msOf(pressed.length - 1));
  return pressed.at(-1) ?? '';
}

async function winningPresses(world: EngagementWorld, id: string): Promise<string[]> {
  const { kind, state, step } = await storedGame(world, id);
  return winningChoices(kind, state.board).map((choice, at) => playData(id, step + at, choice));
}
