import type { EngagementContext } from '../engagement-context';
import { readEntry } from '../ledger/read-entry';
import { settle } from '../people/settle';
import { Sheet } from '../people/sheet';
import type { GameEnd } from './game';
import type { Difficulty } from './game-kinds';
import { nextDuelTurn } from './paid-duels';
import { readGame, readGamesOfDay, type StoredGame } from './read-games';
import { suspicionOf } from './suspicion-of';

const gamesLookedAt = 6;
/** How much of what lies between just won and perfect a difficulty can bring. */
const shareOf: Record<Difficulty, number> = { easy: 0.6, normal: 0.8, hard: 1 };

export interface Finished {
  points: number;
  duel: 'won' | 'lost' | 'drawn' | null;
  /** The key of the duel's line, if it was paid. */
  pays: string | null;
  isBanned: boolean;
}

/** Pays for a game that has just ended, once, unless it looks like a program's; and decides the duel it was part of. */
export async function finishGame(
  ctx: EngagementContext,
  sheet: Sheet,
  game: StoredGame,
  end: GameEnd,
): Promise<Finished> {
  await judge(ctx, sheet, game);
  const points = end.isWon ? payGame(ctx, sheet, game, end) : 0;
  const decided = game.duelOf === null ? null : await decideDuel(ctx, sheet, game, game.duelOf);
  return { points, duel: decided?.duel ?? null, pays: decided?.pays ?? null, isBanned: sheet.isBanned };
}

function payGame(ctx: EngagementContext, sheet: Sheet, game: StoredGame, end: GameEnd): number {
  const { gamePointsMin: least, gamePointsMax: most } = ctx.settings;
  const more = Math.max(0, most - least) * end.performance * shareOf[game.difficulty];
  return sheet.earn({
    key: `game:${game.id}`,
    reason: 'game',
    points: Math.round(least + more),
    subject: { game: game.kind, difficulty: game.difficulty },
    tags: [
      `game_${game.kind}`,
      ...(game.difficulty === 'hard' ? ['game_hard'] : []),
      ...(end.isFlawless ? ['game_flawless'] : []),
    ],
  });
}

/** Adds to the abuse score what the game's times say; over the owner's limit the person earns nothing from now on. */
async function judge(ctx: EngagementContext, sheet: Sheet, game: StoredGame): Promise<void> {
  const limit = ctx.settings.abuseLimit;
  if (limit === 0 || sheet.isBanned) return;
  const recent = (await readGamesOfDay(ctx.reader, sheet.personId, game.day)).slice(0, gamesLookedAt);
  const pauses = recent.flatMap((one, at) => {
    const before = recent[at + 1];
    return before ? [one.startedAt.getTime() - before.lastAt.getTime()] : [];
  });
  const suspicion = suspicionOf(game.state.times, pauses);
  const before = sheet.standing.abuseScore;
  const score = Math.min(100, Math.max(0, before + suspicion.score));
  if (score !== before) sheet.change({ abuse_score: score });
  if (score < limit || suspicion.reason === null) return;
  sheet.change({ banned_at: ctx.clock().toISOString(), ban_reason: suspicion.reason });
}

/** The second to play a seed meets the first one's score. A pair's duels bring points once a day, a winner's five times. */
async function decideDuel(
  ctx: EngagementContext,
  sheet: Sheet,
  game: StoredGame,
  duelOf: string,
): Promise<Pick<Finished, 'duel' | 'pays'> | null> {
  const other = await readGame(ctx.reader, duelOf);
  if (!other || other.status === 'open' || other.personId === sheet.personId) return null;
  if (other.score === game.score) return { duel: 'drawn', pays: null };
  const isWon = game.score > other.score;
  const pair = [sheet.personId, other.personId].sort().join(':');
  const winner = isWon ? sheet : await Sheet.open(ctx, other.personId);
  const pays = await payDuel(ctx, winner, game, pair, { isPassive: !isWon });
  if (!isWon) settle(ctx, winner);
  return { duel: isWon ? 'won' : 'lost', pays };
}

async function payDuel(
  ctx: EngagementContext,
  winner: Sheet,
  game: StoredGame,
  pair: string,
  { isPassive }: { isPassive: boolean },
): Promise<string | null> {
  const { day } = winner.botTime;
  const key = `duel:${day}:${ctx.markOf(pair).slice(0, 22)}`;
  // What the ledger would leave out must not count for achievements and levels either.
  if (await readEntry(ctx.reader, key)) return null;
  const turn = await nextDuelTurn(ctx, winner);
  if (turn === null) return null;
  const points = winner.earn({
    key,
    reason: 'duel',
    points: ctx.settings.duelPoints,
    subject: { game: game.kind },
    turn,
    ...(isPassive ? { isPassive } : {}),
  });
  return points > 0 ? key : null;
}
