import type { UpdateView } from '../bots/update-view';
import type { ServiceContext } from '../service-context';
import { dropDeadLetters } from './drop-dead-letters';
import { resolveDeadLetter } from './resolve-dead-letter';

/**
 * Gives up on a dead letter: it counts as skipped from now on, and nobody is answered.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` when it is no dead letter.
 */
export async function discardDeadLetter(ctx: ServiceContext, botId: string, updateId: string): Promise<UpdateView> {
  const resolution = { action: 'bot.dead_letter_discarded', withBodyOnly: false, carryOut: dropDeadLetters } as const;
  return await resolveDeadLetter(ctx, botId, updateId, resolution);
}
