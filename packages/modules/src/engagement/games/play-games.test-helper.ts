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
  const { kind, state, step } = await storedGame(world, id);
  const pressed: string[] = [];
  let last = said;
  for (const [at, choice] of winningChoices(kind, state.board).entries()) {
    world.pass(msOf(at));
    pressed.push(playData(id, step + at, choice));
    last = await world.pressData(pressed.at(-1) ?? '', who);
  }
  return { id, pressed, last };
}
