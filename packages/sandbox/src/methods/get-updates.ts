import type { Params } from '../params';
import { badRequest, Refusal } from '../refusal';
import type { SandboxBot } from '../sandbox-bot';
import type { Method } from './method-context';

/** @see https://core.telegram.org/bots/api#getupdates */
export const getUpdates: Method = async ({ bot, params, signal }) => {
  if (bot.state.webhook !== null) {
    throw new Refusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  const allowed = readAllowedUpdates(params);
  if (allowed !== undefined) bot.state.allowedUpdates = allowed;
  confirm(bot, params.integer('offset'));
  const limit = params.integer('limit', 100);
  const take = () => bot.state.pending.slice(0, limit >= 1 && limit <= 100 ? limit : 100).map((one) => one.update);
  await poll(bot, Math.min(50, Math.max(0, params.integer('timeout'))) * 1000, signal);
  const updates = take();
  await bot.persistence.flush();
  return updates;
};

/** Undefined if the call does not change them, null for Telegram's own choice. */
export function readAllowedUpdates(params: Params): string[] | null | undefined {
  const value = params.json('allowed_updates', "can't parse allowed_updates JSON object");
  if (value === null) return undefined;
  if (!Array.isArray(value)) throw badRequest('allowed_updates must be an Array of String');
  const kinds = value.filter((kind): kind is string => typeof kind === 'string');
  return kinds.length > 0 ? kinds : null;
}

/** Ends the long poll under way, in the words of what displaced it. */
export function endPoll(bot: SandboxBot, by: string): void {
  bot.endPoll?.(new Refusal(409, `Conflict: terminated by ${by}`));
}

function confirm(bot: SandboxBot, offset: number): void {
  const { state } = bot;
  const before = state.pending.length;
  if (offset < 0) state.pending = state.pending.slice(offset);
  else state.pending = state.pending.filter((one) => one.update.update_id >= offset);
  if (state.pending.length !== before) bot.persistence.markChanged();
}

async function poll(bot: SandboxBot, timeoutMs: number, signal: AbortSignal): Promise<void> {
  endPoll(bot, 'other getUpdates request; make sure that only one bot instance is running');
  if (bot.state.pending.length > 0 || timeoutMs === 0) return;
  const ended = new AbortController();
  let reason: Error | null = null;
  const end = (error: Error) => {
    reason = error;
    ended.abort();
  };
  bot.endPoll = end;
  const untilMs = performance.now() + timeoutMs;
  try {
    while (bot.state.pending.length === 0 && performance.now() < untilMs && !signal.aborted && !ended.signal.aborted) {
      await bot.updateWaiters.wait(untilMs - performance.now(), AbortSignal.any([signal, ended.signal]));
    }
    if (reason !== null) throw reason;
  } finally {
    if (bot.endPoll === end) bot.endPoll = null;
  }
}
