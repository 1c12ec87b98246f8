import type { HandlerResult } from '../../kit/module-handlers';
import type { EngagementContext } from '../engagement-context';
import { readDuelLink } from '../games/duel-link';
import { difficulties, gameKinds } from '../games/game-kinds';
import { difficultyKeys, gameKeys, hintKeys } from '../games/game-texts';
import { games } from '../games/games';
import { gameIdOf, newGameId } from '../games/new-game-id';
import { hasTriedDuel, readGame, readGamesOfDay, type StoredGame } from '../games/read-games';
import { seededRandom } from '../games/seeded-random';
import { writeGame } from '../games/write-game';
import { personOf } from '../people/person-of';
import { settle } from '../people/settle';
import { Sheet } from '../people/sheet';
import { button, type Screen } from './screen';

/** The games there are, and how many the person may still play today. */
export async function gamesScreen(ctx: EngagementContext, sheet: Sheet): Promise<Screen> {
  const left = await gamesLeft(ctx, sheet);
  const kinds = gameKinds.filter((kind) => ctx.settings.games[kind]);
  return {
    text: [
      kinds.length === 0 ? ctx.t('game.none') : ctx.t('game.menu', { left }),
      ...(sheet.isBanned ? [ctx.t('ban.short')] : []),
    ].join('\n\n'),
    buttons: kinds.map((kind) => [button(ctx, ctx.t(gameKeys[kind]), 'kind', kind)]),
  };
}

/** How hard it is to be. */
export async function kindScreen(ctx: EngagementContext, sheet: Sheet, argument: string): Promise<Screen> {
  const kind = gameKinds.find((one) => one === argument && ctx.settings.games[one]);
  if (!kind) return gamesScreen(ctx, sheet);
  return {
    text: `${ctx.t(gameKeys[kind])}\n${ctx.t(hintKeys[kind])}`,
    buttons: [
      difficulties.map((one) => button(ctx, ctx.t(difficultyKeys[one]), 'new', `${kind}.${one}`)),
      [button(ctx, ctx.t('game.others'), 'games')],
    ],
  };
}

/** Begins a game, unless the person has played enough today. */
export async function newGameScreen(ctx: EngagementContext, sheet: Sheet, argument: string): Promise<Screen> {
  const [wantedKind, wantedDifficulty] = argument.split('.');
  const kind = gameKinds.find((one) => one === wantedKind && ctx.settings.games[one]);
  const difficulty = difficulties.find((one) => one === wantedDifficulty);
  if (!kind || !difficulty) return gamesScreen(ctx, sheet);
  const id = await nextGameId(ctx, sheet);
  if (id === null) return { ...(await gamesScreen(ctx, sheet)), notice: ctx.t('game.enough') };
  return beginGame(ctx, sheet, { kind, difficulty, id, seed: newGameId(ctx).seed, duelOf: null });
}

/** The same seed again, against somebody's score; each may try once. */
async function duelScreen(ctx: EngagementContext, sheet: Sheet, gameId: string): Promise<Screen> {
  const first = await readGame(ctx.reader, gameId);
  const refuse = async (notice: string): Promise<Screen> => ({ ...(await gamesScreen(ctx, sheet)), notice });
  if (!first || first.status === 'open') return refuse(ctx.t('game.gone'));
  if (first.personId === sheet.personId) return refuse(ctx.t('duel.own'));
  const id = await nextGameId(ctx, sheet);
  if (id === null) return refuse(ctx.t('game.enough'));
  if (await hasTriedDuel(ctx.reader, sheet.personId, first.id)) return refuse(ctx.t('duel.again'));
  const { kind, difficulty, seed } = first;
  return beginGame(ctx, sheet, { kind, difficulty, seed, id, duelOf: first.id });
}

/** Takes up a challenge in a group: the board is a message of its own, and the winner's stays for others. */
export async function acceptDuel(ctx: EngagementContext, gameId: string): Promise<void> {
  const personId = personOf(ctx);
  if (personId === null) return ctx.answerCallback();
  const sheet = await Sheet.open(ctx, personId);
  const { text, buttons, notice } = await duelScreen(ctx, sheet, gameId);
  ctx.answerCallback(notice);
  if (notice === undefined) ctx.reply(text, { buttons });
  settle(ctx, sheet);
}

/** Takes up a friend's challenge by its link; any other `/start` is somebody else's. */
export async function startDuel(ctx: EngagementContext): Promise<HandlerResult> {
  const gameId = readDuelLink(ctx, ctx.text);
  if (gameId === null || ctx.contact.userId === null || ctx.contact.kind !== 'private') return 'pass';
  const sheet = await Sheet.open(ctx, ctx.contact.userId);
  const { text, buttons, notice } = await duelScreen(ctx, sheet, gameId);
  ctx.reply(notice === undefined ? text : `${notice}\n\n${text}`, { buttons });
  settle(ctx, sheet);
}

type Beginning = Pick<StoredGame, 'kind' | 'difficulty' | 'seed' | 'id' | 'duelOf'>;

function beginGame(ctx: EngagementContext, sheet: Sheet, beginning: Beginning): Screen {
  const now = ctx.clock();
  const game: StoredGame = {
    ...beginning,
    personId: sheet.personId,
    day: sheet.botTime.day,
    state: { board: games[beginning.kind].start(seededRandom(beginning.seed), beginning.difficulty), times: [] },
    step: 0,
    status: 'open',
    score: 0,
    startedAt: now,
    lastAt: now,
  };
  writeGame(ctx, game);
  return boardOf(ctx, game);
}

/** The board as it is. Each button says the game, its step and the cell, so that an old one cannot play. */
export function boardOf(ctx: EngagementContext, game: StoredGame): Screen {
  const rules = games[game.kind];
  const { done, all } = rules.progress(game.state.board);
  const title = `${ctx.t(gameKeys[game.kind])} · ${ctx.t(difficultyKeys[game.difficulty])}`;
  return {
    text: [title, ctx.t(hintKeys[game.kind]), ctx.t('game.progress', { done, all })].join('\n'),
    buttons: rules
      .draw(game.state.board)
      .map((row) => row.map(({ label, choice }) => button(ctx, label, 'play', `${game.id}.${game.step}.${choice}`))),
  };
}

async function gamesLeft(ctx: EngagementContext, sheet: Sheet): Promise<number> {
  return Math.max(0, ctx.settings.gamesPerDay - (await countGamesToday(ctx, sheet)));
}

/** The id of the day's next game; null if there were enough. */
async function nextGameId(ctx: EngagementContext, sheet: Sheet): Promise<string | null> {
  const number = (await countGamesToday(ctx, sheet)) + 1;
  return number > ctx.settings.gamesPerDay ? null : gameIdOf(ctx, sheet.personId, sheet.botTime.day, number);
}

async function countGamesToday(ctx: EngagementContext, sheet: Sheet): Promise<number> {
  const known = await readGamesOfDay(ctx.reader, sheet.personId, sheet.botTime.day);
  return known.length + sheet.usedBefore('games');
}
