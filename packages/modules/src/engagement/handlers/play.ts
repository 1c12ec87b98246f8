import type { EngagementContext } from '../engagement-context';
import { duelLink } from '../games/duel-link';
import { type Finished, finishGame } from '../games/finish-game';
import { gameKeys } from '../games/game-texts';
import { games } from '../games/games';
import { readGame, type StoredGame } from '../games/read-games';
import { writeGame } from '../games/write-game';
import { personOf } from '../people/person-of';
import { settle } from '../people/settle';
import { Sheet } from '../people/sheet';
import { boardOf, gamesScreen } from './game';
import { button, type Screen } from './screen';

const gameMinutesMax = 10;

/**
 * A press on a board. Only the game's own person may press, only at the step the button was drawn for, and only what the
 * board offers; anything else changes nothing and shows the board as it is.
 */
export async function play(ctx: EngagementContext, argument: string): Promise<void> {
  const [id = '', step = '', choice = ''] = argument.split('.');
  const userId = personOf(ctx);
  const game = id === '' || userId === null ? null : await readGame(ctx.reader, id);
  if (userId === null || (game && game.personId !== userId)) {
    ctx.answerCallback(ctx.t('game.notYours'));
    return;
  }
  const sheet = await Sheet.open(ctx, userId);
  if (!game) return show(ctx, { ...(await gamesScreen(ctx, sheet)), notice: ctx.t('game.gone') });
  if (game.status !== 'open') return show(ctx, { ...overScreen(ctx, game), notice: ctx.t('game.over') });
  if (String(game.step) !== step) return show(ctx, { ...boardOf(ctx, game), notice: ctx.t('game.old') });
  show(ctx, await press(ctx, sheet, game, choice));
  settle(ctx, sheet);
}

async function press(ctx: EngagementContext, sheet: Sheet, game: StoredGame, choice: string): Promise<Screen> {
  const now = ctx.clock();
  const next = { ...game, step: game.step + 1, lastAt: now };
  if (now.getTime() - game.startedAt.getTime() > gameMinutesMax * 60_000) {
    const expired: StoredGame = { ...next, status: 'expired' };
    writeGame(ctx, expired);
    return { ...overScreen(ctx, expired), notice: ctx.t('game.late') };
  }
  // From when the board was drawn to when the press came in: what waited here is nobody's time.
  const elapsedMs = Math.max(0, ctx.receivedAt.getTime() - game.lastAt.getTime());
  const pressed = games[game.kind].press(game.state.board, choice, elapsedMs);
  if (!pressed) return { ...boardOf(ctx, game), notice: ctx.t('game.cannot') };
  const state = { board: pressed.state, times: [...game.state.times, elapsedMs] };
  const { end } = pressed;
  if (!end) {
    writeGame(ctx, { ...next, state });
    return boardOf(ctx, { ...next, state });
  }
  const ended: StoredGame = {
    ...next,
    state,
    status: end.isWon ? 'won' : 'lost',
    score: end.isWon ? Math.round(end.performance * 1_000) : 0,
  };
  const finished = await finishGame(ctx, sheet, ended, end);
  writeGame(ctx, ended, finished.pays);
  return overScreen(ctx, ended, finished);
}

/** How it ended, and what can be done next. */
function overScreen(ctx: EngagementContext, game: StoredGame, finished?: Finished): Screen {
  const lines = [ctx.t(gameKeys[game.kind]), ctx.t('game.result', { status: game.status, score: game.score })];
  if (finished && game.status === 'won' && !finished.isBanned) {
    lines.push(ctx.t('game.points', { points: finished.points }));
  }
  if (finished?.isBanned) lines.push(ctx.t('ban.short'));
  if (finished?.duel) lines.push(ctx.t('duel.result', { result: finished.duel }));
  const again = button(ctx, ctx.t('game.again'), 'new', `${game.kind}.${game.difficulty}`);
  const others = button(ctx, ctx.t('game.others'), 'games');
  return { text: lines.join('\n'), buttons: [[again, others], ...duelButtons(ctx, game)] };
}

/** In a group anybody may press; in private a link goes to a friend. */
function duelButtons(ctx: EngagementContext, game: StoredGame): Screen['buttons'] {
  if (game.status !== 'won') return [];
  if (ctx.contact.kind !== 'private') return [[button(ctx, ctx.t('duel.accept'), 'duel', game.id)]];
  const text = ctx.t('duel.text', { game: ctx.t(gameKeys[game.kind]), score: game.score });
  const query = new URLSearchParams({ url: duelLink(ctx, game.id), text });
  return [[{ text: ctx.t('duel.send'), url: `https://t.me/share/url?${query}` }]];
}

function show(ctx: EngagementContext, { text, buttons, notice }: Screen): void {
  ctx.answerCallback(notice);
  ctx.edit(text, { buttons });
}
