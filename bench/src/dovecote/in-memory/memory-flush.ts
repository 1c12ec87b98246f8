import type { BatchFlushOptions } from '@dovecote/bot-runtime/batch-flush';
import type { Flush } from '@dovecote/bot-runtime/flush';

/** In place of the group commit: everything a handler said is accepted and forgotten. */
export function createBatchFlush({ sender, clock }: BatchFlushOptions): Flush {
  let lastId = 0;
  return {
    async commit(handled) {
      const { fresh, updateId } = handled.entry;
      if (fresh?.state === 'journalling') await fresh.journalled;
      if (handled.entry.fresh) handled.entry.fresh.state = 'committing';
      const plan = sender.plan(handled);
      const rows = handled.said.calls.flatMap(({ method, payload, chatId, policy }, position) => {
        lastId += 1;
        const state = plan[position]?.state ?? 'queued';
        if (state === 'expired') return [];
        return [{ id: lastId, updateId, method, payload, chatId, policy, state, attempts: 0, createdAt: clock() }];
      });
      return { kind: 'committed', rows };
    },
  };
}
