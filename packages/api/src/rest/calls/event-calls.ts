import {
  listLiveEvents,
  listLiveEventsSchema,
  liveEventSchema,
  watchLiveEvents,
} from '@dovecote/services/live/watch-live-events';
import { z } from '@hono/zod-openapi';
import type { ApiDeps } from '../../api-deps';
import type { DefineCall } from '../define-call';

export function defineEventCalls(define: DefineCall, deps: ApiDeps): void {
  define({
    method: 'get',
    path: '/bots/{id}/events',
    tag: 'Live',
    policy: 'bots.read',
    summary: 'What modules tell as it happens: server-sent events that resume at Last-Event-ID, or a list as JSON',
    query: listLiveEventsSchema,
    answer: z.object({ items: z.array(liveEventSchema) }),
    handle: async ({ ctx, params, query }) => await listLiveEvents(ctx, params.id, query),
    stream: ({ ctx, params, query }, watch) => watchLiveEvents(ctx, deps.live, params.id, query, watch),
  });
}
