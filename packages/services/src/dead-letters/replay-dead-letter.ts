import type { UpdateView } from '../bots/update-view';
import type { ServiceContext } from '../service-context';
import { requeueDeadLetters } from './requeue-dead-letters';
import { resolveDeadLetter } from './resolve-dead-letter';

/**
 * Has a dead letter handled once more, after what already waits; with a stopped bot it waits for the start.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` when it is no dead letter or its content is no longer kept.
 */
export async function replayDeadLetter(ctx: ServiceContext, botId: string, updateId: string): Promise<UpdateView> {
  const resolution = { action: 'bot.dead_letter_replayed', withBodyOnly: true, carryOut: requeueDeadLetters } as const;
  return await resolveDeadLetter(ctx, botId, updateId, resolution);
}
