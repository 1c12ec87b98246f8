import type { Db } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import { isPassing } from '@dovecote/telegram/telegram-failure';
import type { Transport } from '@dovecote/telegram/transport';
import { eq } from 'drizzle-orm';
import type { BotRecord } from './bot-record';
import { type SetupFailure, setupDelayMs } from './setup-delay';
import { deleteWebhook, isOwnWebhook, readWebhook } from './telegram-setup';

export interface LeftWebhooksOptions {
  db: Db;
  transport: Transport;
  isLeaseValid: () => boolean;
}

/** Takes down the webhooks of bots that rest, until Telegram says that they are gone. */
export class LeftWebhooks {
  readonly #failed = new Map<string, { attempts: number; notBeforeMs: number }>();

  constructor(private readonly options: LeftWebhooksOptions) {}

  /** The bot is gone; whoever removed it said farewell. */
  forget(botId: string): void {
    this.#failed.delete(botId);
  }

  /** Nothing happens where none is left, or before Telegram may be asked again. */
  async takeDown(record: BotRecord): Promise<void> {
    const { id, transport, webhookSetUrl, isRevoked } = record;
    const isLeft = transport === 'webhook' && webhookSetUrl !== null && webhookSetUrl !== 'none' && !isRevoked;
    const { attempts, notBeforeMs } = this.#failed.get(id) ?? { attempts: 0, notBeforeMs: 0 };
    if (!isLeft || performance.now() < notBeforeMs || !this.options.isLeaseValid()) return;
    const failure = await this.#tryOnce(record);
    if (failure !== null && isPassing(failure)) {
      this.#failed.set(id, {
        attempts: attempts + 1,
        notBeforeMs: performance.now() + setupDelayMs(failure, attempts),
      });
      return;
    }
    this.#failed.delete(id);
    // What Telegram will not have it is not asked again.
    await this.options.db
      .update(bots)
      .set({ webhookSetUrl: failure === null ? 'none' : null })
      .where(eq(bots.id, id));
  }

  /** What is pending stays at Telegram, and a webhook that is somebody else's by now stays too. */
  async #tryOnce(record: BotRecord): Promise<SetupFailure | null> {
    const { transport } = this.options;
    const found = await readWebhook(transport, record);
    if (found.kind !== 'url') return found.failure;
    if (!isOwnWebhook(record, found.url)) return null;
    const result = await deleteWebhook(transport, record);
    return result.kind === 'ok' ? null : result;
  }
}
