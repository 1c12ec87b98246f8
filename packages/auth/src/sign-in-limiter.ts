import { AppError } from '@dovecote/errors/app-error';

export interface SignInLimiter {
  /**
   * Counts an attempt before it is made, so that attempts at once count too.
   * @throws AppError `RATE_LIMITED` with the seconds to wait.
   */
  begin(email: string, ip: string | null): void;
  /** Forgets the attempts of an account from a network after the right password. */
  succeed(email: string, ip: string | null): void;
}

interface Attempts {
  failures: number;
  blockedUntilMs: number;
  lastMs: number;
}

const freeAttempts = 5;
const delayMaxMs = 15 * 60_000;
const forgetMs = 60 * 60_000;
const networkWindowMs = 10 * 60_000;
const networkAttemptsMax = 100;
const entriesMax = 50_000;

/**
 * A growing delay for each account and network together, and a budget for each network. A stranger elsewhere can
 * therefore not lock a person out.
 */
export function createSignInLimiter(clock: () => Date): SignInLimiter {
  const attempts = new Map<string, Attempts>();
  const networks = new Map<string, { sinceMs: number; count: number }>();

  const spendNetwork = (network: string, nowMs: number) => {
    const found = networks.get(network);
    const budget =
      found === undefined || nowMs - found.sinceMs > networkWindowMs ? { sinceMs: nowMs, count: 0 } : found;
    if (budget.count >= networkAttemptsMax) throw limited(budget.sinceMs + networkWindowMs - nowMs);
    budget.count += 1;
    remember(networks, network, budget);
  };

  return {
    begin(email, ip) {
      const nowMs = clock().getTime();
      const network = networkOf(ip);
      const key = `${network}|${email.trim().toLowerCase()}`;
      const found = attempts.get(key);
      const entry =
        found === undefined || nowMs - found.lastMs > forgetMs
          ? { failures: 0, blockedUntilMs: 0, lastMs: nowMs }
          : found;
      if (entry.blockedUntilMs > nowMs) throw limited(entry.blockedUntilMs - nowMs);
      spendNetwork(network, nowMs);
      entry.failures += 1;
      entry.lastMs = nowMs;
      const over = entry.failures - freeAttempts;
      if (over >= 0) entry.blockedUntilMs = nowMs + Math.min(delayMaxMs, 2 ** Math.min(over, 12) * 1000);
      remember(attempts, key, entry);
    },
    succeed(email, ip) {
      attempts.delete(`${networkOf(ip)}|${email.trim().toLowerCase()}`);
      const budget = networks.get(networkOf(ip));
      if (budget !== undefined) budget.count -= 1;
    },
  };
}

function limited(waitMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new AppError('RATE_LIMITED', `Too many attempts. Wait ${retryAfterSeconds} seconds, then try again.`, {
    retryAfterSeconds,
  });
}

/** The oldest entry goes when the map is full. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.size > entriesMax ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

/** A household or office: /24 of IPv4, /64 of IPv6. */
function networkOf(ip: string | null): string {
  if (ip === null) return 'unknown';
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(ip)?.[1];
  return v4 ?? ip.split(':').slice(0, 4).join(':');
}
