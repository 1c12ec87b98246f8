import { balanceSchema, botBalanceSchema, getBotBalance } from '@dovecote/services/bots/get-bot-balance';
import { getUpdateTrace, updateTraceSchema } from '@dovecote/services/bots/get-update-trace';
import { ambiguousCallSchema, listAmbiguousCalls } from '@dovecote/services/bots/list-ambiguous-calls';
import { listUpdates, listUpdatesSchema } from '@dovecote/services/bots/list-updates';
import { updateViewSchema } from '@dovecote/services/bots/update-view';
import { pageSchema } from '@dovecote/services/pages';
import { listQuarantine, quarantinedViewSchema } from '@dovecote/services/quarantine/list-quarantine';
import type { DefineCall } from '../define-call';
import { pageOf } from '../page-of';
import { defineDeadLetterCalls } from './dead-letter-calls';

export function defineJournalCalls(define: DefineCall): void {
  const shared = { tag: 'Journal' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/updates',
    policy: 'bots.read',
    summary: 'The journal, newest first',
    query: listUpdatesSchema,
    answer: pageOf(updateViewSchema),
    handle: async ({ ctx, params, query }) => await listUpdates(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/updates/{updateId}',
    policy: 'bots.read',
    summary: 'One update with its waits, its calls and their receipts',
    answer: updateTraceSchema,
    handle: async ({ ctx, params }) => await getUpdateTrace(ctx, params.id, params.updateId),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/balance',
    policy: 'bots.read',
    summary: 'received = done + skipped + deadLettered + waiting, minute by minute',
    query: balanceSchema,
    answer: botBalanceSchema,
    handle: async ({ ctx, params, query }) => await getBotBalance(ctx, params.id, query),
  });
  defineDeadLetterCalls(define);
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/quarantine',
    policy: 'bots.read',
    summary: 'Bodies that came with the right secret and were no updates, newest first',
    query: pageSchema,
    answer: pageOf(quarantinedViewSchema),
    handle: async ({ ctx, params, query }) => await listQuarantine(ctx, params.id, query),
  });
  define({
    ...shared,
    method: 'get',
    path: '/bots/{id}/ambiguous-calls',
    policy: 'bots.read',
    summary: 'Calls whose answer was lost, and what was done about each, newest first',
    query: pageSchema,
    answer: pageOf(ambiguousCallSchema),
    handle: async ({ ctx, params, query }) => await listAmbiguousCalls(ctx, params.id, query),
  });
}
