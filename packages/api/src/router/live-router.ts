import { watchChanges } from '@dovecote/services/live/watch-changes';
import { procedure, t } from './trpc';

export const liveRouter = t.router({
  /** Which bots look different now; `botIds: null` says that something may have been missed, so look at everything. */
  changes: procedure('session').subscription(async function* ({ ctx, signal }) {
    yield* watchChanges(ctx.service, ctx.live, signal ?? new AbortController().signal);
  }),
});
