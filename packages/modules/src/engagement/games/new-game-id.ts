import { createHash } from 'node:crypto';
import type { EngagementContext } from '../engagement-context';

/** The id of the game this update begins, and a seed that nobody outside can know; the same for the same update. */
export function newGameId(ctx: EngagementContext): { id: string; seed: string } {
  const digest = hash(JSON.stringify(ctx.update)).slice(0, 22);
  // Signed with the bot's own key, as nothing else here is secret and the same each time.
  const secret = hash(ctx.callbackData('seed', digest));
  return { id: secret.slice(0, 12), seed: secret.slice(12) };
}

/** The id of a person's how manieth game of a day: two begun at once want the same one. */
export function gameIdOf(ctx: EngagementContext, personId: string, day: string, number: number): string {
  const digest = hash(`${personId}:${day}:${number}`).slice(0, 22);
  return hash(ctx.callbackData('game', digest)).slice(0, 12);
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
