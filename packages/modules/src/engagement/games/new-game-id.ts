import { createHash } from 'node:crypto';
import type { EngagementContext } from '../engagement-context';

/** The id of the game this update begins, and a seed that nobody outside can know; the same for the same update. */
export function newGameId(ctx: EngagementContext): { id: string; seed: string } {
  const digest = hash(JSON.stringify(ctx.update)).slice(0, 22);
  // Signed with the bot's own key, as nothing else here is secret and the same each time.
  const secret = hash(ctx.callbackData('seed', digest));
  return { id: secret.slice(0, 12), seed: secret.slice(12) };
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
