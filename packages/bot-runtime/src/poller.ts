import { callTelegram } from '@dovecote/telegram/call-telegram';
import type { Transport } from '@dovecote/telegram/transport';
import type { Update } from 'grammy/types';
import type { BotRecord } from './bot-record';
import { jittered } from './jittered';
import { isLongFlood } from './setup-delay';

export type PollerEvent =
  | { kind: 'healthy' }
  | { kind: 'unauthorized' }
  | { kind: 'conflict'; description: string }
  | { kind: 'unavailable'; description: string };

export interface PollerOptions {
  record: BotRecord;
  transport: Transport;
  allowedUpdates: readonly string[];
  /** Cuts the call under way; asked anew for each. */
  signal: () => AbortSignal;
  /** Waits so long, or until the bot closes. */
  pause: (ms: number) => Promise<void>;
  /** False once the bot closes. */
  isOpen: () => boolean;
  nowMs: () => number;
  /** Resolves when the updates are durable. */
  accept: (updates: Update[]) => Promise<void>;
  waitForCapacity: () => Promise<boolean>;
  report: (event: PollerEvent) => void;
}

const retryMsMax = 15_000;
const pollSeconds = 30;
/** A rival comes back after we took its poll away. When polls of ours were left alone for longer than it may rest, it has left. */
const quietMs = 20_000;

/** Long polling of one bot until it closes. The offset moves only past updates that are durable. */
export async function pollUpdates(options: PollerOptions): Promise<void> {
  const { record, transport, isOpen, report } = options;
  let offset: number | undefined;
  let failures = 0;
  // The first poll does not wait, so that its owner learns at once how it stands.
  let isHealthy = false;
  /** How long our polls were open since a rival took one. */
  let aloneMs = quietMs;
  while (isOpen()) {
    if (!(await options.waitForCapacity())) continue;
    const signal = options.signal();
    const healthySeconds = aloneMs < quietMs ? Math.ceil((quietMs - aloneMs) / 1000) : pollSeconds;
    const askedAtMs = options.nowMs();
    const result = await record.token.use((token) =>
      callTelegram({
        transport,
        apiRoot: record.apiRoot,
        token,
        method: 'getUpdates',
        payload: {
          ...(offset === undefined ? {} : { offset }),
          limit: 100,
          timeout: isHealthy ? healthySeconds : 0,
          allowed_updates: options.allowedUpdates,
        },
        signal,
      }),
    );
    if (!isOpen()) return;
    if (result.kind === 'ok' && Array.isArray(result.result)) {
      isHealthy = true;
      const updates = result.result.filter(isUpdate);
      aloneMs += options.nowMs() - askedAtMs;
      const isAlone = aloneMs >= quietMs;
      if (isAlone) report({ kind: 'healthy' });
      // While there is something to win from a rival, a long rest would leave it all of it.
      if (isAlone || updates.length > 0) failures = 0;
      // An answer of nothing but junk cannot be moved past; asking again at once would be a loop without rest.
      if (updates.length === 0 && result.result.length > 0) await options.pause(jittered(retryMsMax));
      const next = await acceptBatch(options, updates);
      if (next !== null) offset = next;
      // All before it is confirmed; and after idle weeks Telegram's next id may be a lower one.
      else if (result.result.length === 0) offset = undefined;
      continue;
    }
    failures += 1;
    isHealthy = false;
    if (result.kind === 'unauthorized') return report({ kind: 'unauthorized' });
    if (result.kind === 'conflict') {
      if (!isOfWebhook(result)) aloneMs = 0;
      report({ kind: 'conflict', description: result.description });
    } else if (result.kind === 'flood' ? isLongFlood(result) : failures >= 3)
      report({ kind: 'unavailable', description: describe(result) });
    const waitMs =
      result.kind === 'flood' ? result.retryAfterSeconds * 1000 : jittered(Math.min(retryMsMax, 300 * 2 ** failures));
    await options.pause(waitMs);
  }
}

/** The next offset, or null if the batch could not be journalled and must come again. */
async function acceptBatch(options: PollerOptions, updates: Update[]): Promise<number | null> {
  const last = updates.at(-1);
  if (!last) return null;
  try {
    await options.accept(updates);
    return last.update_id + 1;
  } catch {
    await options.pause(jittered(500));
    return null;
  }
}

/** While a webhook is set each poll is refused, so that the first answer proves it gone; a rival's polls alternate with ours. */
export function isOfWebhook({ description }: { description: string }): boolean {
  return /webhook/i.test(description);
}

function isUpdate(one: unknown): one is Update {
  return typeof one === 'object' && one !== null && 'update_id' in one && Number.isSafeInteger(one.update_id);
}

/** An answer that is none has no words of its own. */
function describe(result: { kind: string; description?: string; reason?: string }): string {
  return result.kind === 'ok' ? 'garbage' : (result.description ?? result.reason ?? result.kind);
}
