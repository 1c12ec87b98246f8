import { updateViewSchema } from '@dovecote/services/bots/update-view';
import { deadLetterViewSchema } from '@dovecote/services/dead-letters/dead-letter-view';
import { discardDeadLetter } from '@dovecote/services/dead-letters/discard-dead-letter';
import { discardDeadLetters, discardedSchema } from '@dovecote/services/dead-letters/discard-dead-letters';
import { listDeadLetters } from '@dovecote/services/dead-letters/list-dead-letters';
import { replayDeadLetter } from '@dovecote/services/dead-letters/replay-dead-letter';
import { replayDeadLetters, replayedSchema } from '@dovecote/services/dead-letters/replay-dead-letters';
import { pageSchema } from '@dovecote/services/pages';
import { z } from '@hono/zod-openapi';
import type { DefineCall } from '../define-call';
import { pageOf } from '../page-of';

export function defineDeadLetterCalls(define: DefineCall): void {
  const shared = { tag: 'Dead letters' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/dead-letters',
    policy: 'bots.read',
    summary: 'Updates whose handling failed for good, newest first',
    query: pageSchema,
    answer: pageOf(deadLetterViewSchema).extend({ total: z.number() }),
    handle: async ({ ctx, params, query }) => await listDeadLetters(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/dead-letters/replay',
    policy: 'deadLetters.resolve',
    summary: 'Handle the dead letters once more, oldest first, up to 500 in one call',
    answer: replayedSchema,
    handle: async ({ ctx, params }) => await replayDeadLetters(ctx, params.id),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/dead-letters/discard',
    policy: 'deadLetters.resolve',
    summary: 'Give up on the dead letters, oldest first, up to 5,000 in one call',
    answer: discardedSchema,
    handle: async ({ ctx, params }) => await discardDeadLetters(ctx, params.id),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/dead-letters/{updateId}/replay',
    policy: 'deadLetters.resolve',
    summary: 'Handle one dead letter once more, after what already waits',
    answer: updateViewSchema,
    handle: async ({ ctx, params }) => await replayDeadLetter(ctx, params.id, params.updateId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/bots/{id}/dead-letters/{updateId}/discard',
    policy: 'deadLetters.resolve',
    summary: 'Give up on one dead letter; it counts as skipped',
    answer: updateViewSchema,
    handle: async ({ ctx, params }) => await discardDeadLetter(ctx, params.id, params.updateId),
  });
}
