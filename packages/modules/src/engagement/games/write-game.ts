import type { EngagementContext } from '../engagement-context';
import { gameBegin, gameStep } from './game-writes';
import type { StoredGame } from './read-games';

/**
 * Says the game as it is to be stored: step 0 begins it, a later one takes it on from the step before. `pays`: the line of the
 * ledger that its end decides for two.
 */
export function writeGame(ctx: EngagementContext, game: StoredGame, pays: string | null = null): void {
  ctx.write(game.step === 0 ? gameBegin : gameStep, {
    id: game.id,
    person_id: game.personId,
    day: game.day,
    kind: game.kind,
    difficulty: game.difficulty,
    seed: game.seed,
    state: { ...game.state },
    step: game.step,
    status: game.status,
    score: game.score,
    started_at: game.startedAt.toISOString(),
    last_at: game.lastAt.toISOString(),
    duel_of: game.duelOf,
    pays,
  });
}
