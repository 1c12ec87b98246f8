import { setTimeout as sleep } from 'node:timers/promises';
import type { Secret } from '@dovecote/vault/secret';
import type { ServiceContext } from '../service-context';
import { tryTelegram } from '../telegram/ask-telegram';

export interface PolledBot {
  apiRoot: string;
  telegramId: string;
  token: Secret;
}

/** Telegram refuses the poll under way for a newer one, so that a rival shows only when it comes back. */
const rivalReturnsMs = 3_000;
/** A poll does not wait while there is something to fetch. */
const lookAgainMs = 500;

/** By bot: two looks at once would take each other for a rival. */
const looks = new Map<string, Promise<boolean | null>>();

/**
 * Whether another program fetches the bot's updates; null when Telegram does not say. Without an offset nothing is
 * confirmed. A bot hosted here must not be looked at: it would disturb our own poller.
 */
export function findRivalPoller(ctx: ServiceContext, bot: PolledBot): Promise<boolean | null> {
  const key = `${bot.apiRoot}/${bot.telegramId}`;
  const running = looks.get(key);
  if (running) return running;
  const look = watchPolls(ctx, bot).finally(() => looks.delete(key));
  looks.set(key, look);
  return look;
}

async function watchPolls(ctx: ServiceContext, { apiRoot, token }: PolledBot): Promise<boolean | null> {
  const untilMs = performance.now() + rivalReturnsMs;
  let waiting: number | null = null;
  for (;;) {
    const leftMs = Math.max(0, untilMs - performance.now());
    const payload = { timeout: Math.ceil(leftMs / 1_000), limit: 1 };
    const result = await tryTelegram(ctx, { apiRoot, token, method: 'getUpdates', payload });
    if (result.kind === 'conflict') return true;
    if (result.kind !== 'ok') return null;
    const first = firstIdOf(result.result);
    // What waited is there until somebody confirms it, and we do not.
    if (waiting !== null && first !== waiting) return true;
    if (first === null || leftMs === 0) return false;
    waiting = first;
    await sleep(Math.min(lookAgainMs, leftMs));
  }
}

function firstIdOf(updates: unknown): number | null {
  const [first]: unknown[] = Array.isArray(updates) ? updates : [];
  const isUpdate = typeof first === 'object' && first !== null && 'update_id' in first;
  return isUpdate && typeof first.update_id === 'number' ? first.update_id : null;
}
