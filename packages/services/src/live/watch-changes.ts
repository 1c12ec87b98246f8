import { checkSession } from '../people/check-session';
import { authoriseUser, lacksSecondFactor } from '../policies/authorise';
import { canOnPlatform } from '../policies/platform-policy';
import type { ServiceContext } from '../service-context';
import { listWorkspaces } from '../workspaces/list-workspaces';
import type { LiveChange } from './live-changes';
import type { LiveHub } from './live-hub';

export interface LiveHint {
  /** Null: something may have been missed, look at everything. Empty: a sign of life. */
  botIds: string[] | null;
}

const keepAliveMs = 20_000;

/**
 * Hints for the actor's workspaces, for platform admins of all, until `signal` ends it or the session is over. Hints
 * that come while nobody reads are joined.
 */
export async function* watchChanges(ctx: ServiceContext, hub: LiveHub, signal: AbortSignal): AsyncGenerator<LiveHint> {
  const actor = authoriseUser(ctx);
  const { sessionId } = actor;
  const isForAll = canOnPlatform(actor.platformRole, 'platform.readBots') && !lacksSecondFactor(ctx, actor);
  const own = new Set((await listWorkspaces(ctx)).map(({ id }) => id));
  const pending = new Set<string>();
  let hasGap = false;
  let mayBeOver = false;
  let wake = () => {};
  const end = hub.subscribe(
    ({ workspaceId, botIds, endedUserId }: LiveChange) => {
      if (endedUserId === actor.userId) {
        mayBeOver = true;
        wake();
      }
      if (!isForAll && !own.has(workspaceId)) return;
      for (const botId of botIds) pending.add(botId);
      wake();
    },
    () => {
      hasGap = true;
      wake();
    },
  );
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      if (mayBeOver) {
        mayBeOver = false;
        if ((await checkSession(ctx, sessionId)) === null) return;
      }
      const isQuiet = pending.size === 0 && !hasGap && !mayBeOver && !signal.aborted;
      if (isQuiet && (await waitFor((resolve) => (wake = resolve), keepAliveMs)) === 'timeout') {
        if ((await checkSession(ctx, sessionId)) === null) return;
        yield { botIds: [] };
        continue;
      }
      if (signal.aborted) return;
      if (mayBeOver || (pending.size === 0 && !hasGap)) continue;
      const hint = hasGap ? { botIds: null } : { botIds: [...pending] };
      hasGap = false;
      pending.clear();
      yield hint;
    }
  } finally {
    end();
    signal.removeEventListener('abort', onAbort);
  }
}

async function waitFor(listen: (resolve: () => void) => void, timeoutMs: number): Promise<'woken' | 'timeout'> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve('timeout'), timeoutMs);
    listen(() => {
      clearTimeout(timer);
      resolve('woken');
    });
  });
}
