import type { LiveHint } from '@dovecote/services/live/watch-changes';
import type { QueryClient, QueryKey } from '@tanstack/react-query';

export interface LiveRefresh {
  note(hint: LiveHint): void;
  stop(): void;
}

/** What comes close together is asked for once. */
const settleMs = 250;
/** What shows the passing of time, or is told of by nothing, is asked for so often. */
const wholeEveryMs = 20_000;
/** Answers that take longer are not waited for. */
const patienceMs = 10_000;

/** What the stream does not tell of; `bots.webhook` would ask Telegram with every update. */
const unaffectedPaths = ['session.', 'drafts.', 'account.', 'bots.webhook'];

/**
 * Asks anew for what is shown of changed bots and of the workspace as a whole; what is shown of other bots stays. No round
 * begins before the answers of the last one, so that a server under load is not asked faster than it answers.
 */
export function createLiveRefresh(queryClient: QueryClient): LiveRefresh {
  let changed: Set<string> | null = new Set();
  let wholeAtMs = performance.now();
  let isStopped = false;
  let isUnderWay = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = async (): Promise<void> => {
    timer = undefined;
    isUnderWay = true;
    const nowMs = performance.now();
    const botIds = nowMs - wholeAtMs >= wholeEveryMs ? null : changed;
    changed = new Set();
    if (botIds === null) wholeAtMs = nowMs;
    const answered = queryClient.invalidateQueries({ predicate: ({ queryKey }) => isAffected(queryKey, botIds) });
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
    isUnderWay = false;
    schedule();
  };
  const schedule = (): void => {
    const isNews = changed === null || changed.size > 0;
    if (isNews && !isUnderWay && !isStopped) timer ??= setTimeout(() => void refresh(), settleMs);
  };

  return {
    note({ botIds }) {
      if (botIds === null || botIds.length === 0) changed = null;
      else for (const botId of botIds) changed?.add(botId);
      schedule();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** The path a tRPC query key begins with, such as `bots.get`. */
export function pathOf(queryKey: QueryKey): string {
  return Array.isArray(queryKey[0]) ? queryKey[0].join('.') : '';
}

function isAffected(queryKey: QueryKey, botIds: ReadonlySet<string> | null): boolean {
  const path = pathOf(queryKey);
  if (unaffectedPaths.some((prefix) => path.startsWith(prefix))) return false;
  const botId = botOf(queryKey);
  return botIds === null || botId === null || botIds.has(botId);
}

/** The bot a query asks about; null if about none, or more than one. */
function botOf(queryKey: QueryKey): string | null {
  const { input } = (queryKey[1] ?? {}) as { input?: { id?: unknown; botId?: unknown } };
  const id = input?.botId ?? input?.id;
  return typeof id === 'string' && id.startsWith('bot_') ? id : null;
}
