import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import { isPassingFailure } from '../is-passing-failure';
import type { BroadcastStore, Receipt } from './broadcast-store';

const batchMax = 1_000;
const retryDelayMs = 100;

interface Noted {
  receipt: Receipt;
  onWritten: () => void;
}

export interface BulkReceiptsOptions {
  store: Pick<BroadcastStore, 'write'>;
  clock: () => Date;
  logger: Logger;
}

/** Gathers receipts and writes them in batches, as often as its owner says. */
export class BulkReceipts {
  #noted: Noted[] = [];
  #writing: Promise<void> | null = null;

  readonly #warnUnwritten: (error: unknown) => void;

  constructor(private readonly options: BulkReceiptsOptions) {
    this.#warnUnwritten = warnSeldom(options.logger, 'receipts could not be written; trying again');
  }

  /** Keeps a receipt until the next write; `onWritten` is called once it is durable. */
  note(receipt: Receipt, onWritten: () => void): void {
    this.#noted.push({ receipt, onWritten });
  }

  /** Starts one write of what was noted, unless one is under way. */
  flush(): void {
    if (this.#noted.length === 0) return;
    this.#writing ??= this.#writeBatch(this.#noted.splice(0, batchMax)).finally(() => {
      this.#writing = null;
    });
  }

  /** Resolves when everything noted so far is durable. */
  async settle(): Promise<void> {
    for (this.flush(); this.#writing; this.flush()) await this.#writing;
  }

  async #writeBatch(batch: readonly Noted[]): Promise<void> {
    await this.#store(batch.map((one) => one.receipt));
    for (const { onWritten } of batch) onWritten();
  }

  async #store(receipts: readonly Receipt[]): Promise<void> {
    for (;;) {
      try {
        return await this.options.store.write(receipts, this.options.clock());
      } catch (error) {
        this.#warnUnwritten(error);
        if (!isPassingFailure(error)) return this.#storeApart(receipts);
        await sleep(retryDelayMs);
      }
    }
  }

  /** What the database refuses for its content is written without it; its state must never be lost. */
  async #storeApart(receipts: readonly Receipt[]): Promise<void> {
    const [only] = receipts;
    if (receipts.length > 1) for (const receipt of receipts) await this.#store([receipt]);
    else if (only?.error || only?.messageId) await this.#store([{ ...only, error: undefined, messageId: undefined }]);
    else this.options.logger.error({ chat: only?.broadcastId, state: only?.state }, 'a receipt was refused');
  }
}
