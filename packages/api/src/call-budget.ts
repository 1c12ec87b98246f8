import { AppError } from '@dovecote/errors/app-error';
import { networkOf } from '@dovecote/services/security/network-of';
import type { Actor, RequestInfo } from '@dovecote/services/service-context';

/** What is left of a budget after a call. */
export interface Budget {
  name: 'caller' | 'network';
  quota: number;
  remaining: number;
  /** Seconds until it is whole again. */
  resetSeconds: number;
}

export interface CallBudgets {
  /**
   * Counts one call: against the session or API key, else against the network it comes from.
   * @throws AppError `RATE_LIMITED` with the seconds to wait, when the budget is spent.
   */
  spend(actor: Actor, request: RequestInfo): Budget;
  /** As it stands, without counting. */
  look(actor: Actor, request: RequestInfo): Budget;
}

export interface CallQuotas {
  /** Calls a minute of one session or API key. */
  caller: number;
  /** Calls a minute of all who are not signed in, from one network. */
  network: number;
}

export const windowSeconds = 60;
const windowMs = windowSeconds * 1000;
const entriesMax = 50_000;
/** Far above what a person or a busy program needs; they stop a flood before it is the neighbours' trouble. */
const usualQuotas: CallQuotas = { caller: 60_000, network: 30_000 };

/** Budgets of this process, each a minute long from its first call; the longest unused is forgotten first. */
export function createCallBudgets(clock: () => Date, quotas: CallQuotas = usualQuotas): CallBudgets {
  const entries = new Map<string, { sinceMs: number; count: number }>();

  const find = (actor: Actor, request: RequestInfo) => {
    const name = actor.kind === 'user' ? ('caller' as const) : ('network' as const);
    const key = actor.kind === 'user' ? (actor.apiKey?.id ?? actor.sessionId) : networkOf(request.ip);
    const nowMs = clock().getTime();
    const known = entries.get(key);
    const entry = known !== undefined && nowMs - known.sinceMs < windowMs ? known : { sinceMs: nowMs, count: 0 };
    const describe = (): Budget => ({
      name,
      quota: quotas[name],
      remaining: Math.max(0, quotas[name] - entry.count),
      resetSeconds: Math.max(1, Math.ceil((entry.sinceMs + windowMs - nowMs) / 1000)),
    });
    return { key, entry, describe };
  };

  return {
    look: (actor, request) => find(actor, request).describe(),
    spend(actor, request) {
      const { key, entry, describe } = find(actor, request);
      entry.count += 1;
      entries.delete(key);
      entries.set(key, entry);
      const oldest = entries.size > entriesMax ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      const budget = describe();
      if (entry.count <= budget.quota) return budget;
      throw new AppError('RATE_LIMITED', `Too many calls. Wait ${budget.resetSeconds} seconds, then go on.`, {
        retryAfterSeconds: budget.resetSeconds,
      });
    },
  };
}
