import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import superjson from 'superjson';
import { currentWorkspace } from '@/features/workspace/current-workspace';
import type { AppRouter } from './app-router';
import { stepUpLink } from './step-up-link';

const url = '/api/trpc';

/** The server refuses a longer batch. */
const batchItemsMax = 10;

/** For the context of a query that asks Telegram: a batch is answered when its slowest part is. */
export const goesAlone = { goesAlone: true };

/** Queries and mutations in batches, subscriptions as server-sent events. */
export function createClient(): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      stepUpLink,
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: splitLink({
          condition: ({ context }) => context.goesAlone === true,
          true: httpLink({ url, transformer: superjson, headers: workspaceHeader }),
          false: httpBatchLink({ url, transformer: superjson, maxItems: batchItemsMax, headers: workspaceHeader }),
        }),
      }),
    ],
  });
}

function workspaceHeader(): Record<string, string> {
  const id = currentWorkspace();
  return id === null ? {} : { 'dovecote-workspace': id };
}
