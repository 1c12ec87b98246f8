import type { EngagementContext } from '../engagement-context';
import { gameBegin, gameStep } from './game-writes';
import type { StoredGame } from './read-games';

/** Says the game as it is to be stored: step 0 begins it, a later one takes it on from the step before. */
export function writeGame(ctx: EngagementContext, game: StoredGame): void {
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
  });
}
