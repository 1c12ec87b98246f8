import { discardDeadLetter } from '@dovecote/services/dead-letters/discard-dead-letter';
import { discardDeadLetters } from '@dovecote/services/dead-letters/discard-dead-letters';
import { listDeadLetters } from '@dovecote/services/dead-letters/list-dead-letters';
import { replayDeadLetter } from '@dovecote/services/dead-letters/replay-dead-letter';
import { replayDeadLetters } from '@dovecote/services/dead-letters/replay-dead-letters';
import { pageSchema } from '@dovecote/services/pages';
import { z } from 'zod';
import { procedure, t } from './trpc';

const botKey = z.strictObject({ id: z.string() });
const updateKey = botKey.extend({ updateId: z.string() });

export const deadLettersRouter = t.router({
  list: procedure('bots.read')
    .input(botKey.extend(pageSchema.shape))
    .query(async ({ ctx, input: { id, ...page } }) => await listDeadLetters(ctx.service, id, page)),
  replay: procedure('deadLetters.resolve')
    .input(updateKey)
    .mutation(async ({ ctx, input }) => await replayDeadLetter(ctx.service, input.id, input.updateId)),
  replayAll: procedure('deadLetters.resolve')
    .input(botKey)
    .mutation(async ({ ctx, input }) => await replayDeadLetters(ctx.service, input.id)),
  discard: procedure('deadLetters.resolve')
    .input(updateKey)
    .mutation(async ({ ctx, input }) => await discardDeadLetter(ctx.service, input.id, input.updateId)),
  discardAll: procedure('deadLetters.resolve')
    .input(botKey)
    .mutation(async ({ ctx, input }) => await discardDeadLetters(ctx.service, input.id)),
});
