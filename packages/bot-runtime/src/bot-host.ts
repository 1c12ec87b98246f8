import type { Db } from '@dovecote/db/client';
import type { BotStatus } from '@dovecote/db/schema/bots';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import type { Logger } from '@dovecote/observability/logger';
import type { Transport } from '@dovecote/telegram/transport';
import type { Vault } from '@dovecote/vault/vault';
import { createBatchFlush } from './batch-flush';
import { BotModules } from './bot-modules';
import type { BotRecord } from './bot-record';
import type { Flush } from './flush';
import { HostedBot } from './hosted-bot';
import type { JournalEntry } from './journal';
import { Lanes } from './lanes';
import { loadBotRecord } from './load-bot-record';
import { OutboxStore } from './outbox-store';
import { takeBot } from './processes';
import { Sender } from './sender';
import { workUpdate } from './work-update';

export interface BotHostOptions {
  db: Db;
  vault: Vault;
  modules: readonly RuntimeModule[];
  transport: Transport;
  processId: string;
  clock: () => Date;
  logger: Logger;
  publicUrl: string | null;
  /** Updates in flight at once in this process. */
  maxConcurrent: number;
  onStatus: (record: BotRecord, status: BotStatus, reason: string | null) => void;
  /** Something of the bot changed that a dashboard may show. */
  onActivity: (record: BotRecord) => void;
}

/** The bots of this process. Changes of one bot are carried out one after another. */
export class BotHost {
  readonly #hosted = new Map<string, HostedBot>();
  readonly #turns = new Map<string, Promise<void>>();
  /** Revisions whose token Telegram refused: they stay closed until something changes. */
  readonly #refused = new Map<string, number>();
  readonly #paths = new Map<string, string>();
  readonly #lanes: Lanes<JournalEntry>;
  readonly #sender: Sender;
  readonly #flush: Flush;
  readonly #outbox: OutboxStore;
  readonly #botModules: BotModules;
  #isClosing = false;

  constructor(private readonly options: BotHostOptions) {
    const { db, clock, logger, processId, transport } = options;
    this.#outbox = new OutboxStore(db, clock, logger);
    this.#botModules = new BotModules(options);
    this.#sender = new Sender({
      transport,
      store: this.#outbox,
      nowMs: () => performance.now(),
      clock,
      random: Math.random,
      onUnauthorized: (botId) => this.#refuse(botId),
    });
    this.#flush = createBatchFlush({ db, processId, sender: this.#sender, clock, logger });
    this.#lanes = new Lanes({
      maxConcurrent: options.maxConcurrent,
      nowMs: () => performance.now(),
      work: (botId, entry) => this.#work(botId, entry),
    });
  }

  /** Brings one bot to what its row asks for now. */
  sync(botId: string): Promise<void> {
    const turn = (this.#turns.get(botId) ?? Promise.resolve())
      .then(() => this.#sync(botId))
      .catch((error: unknown) =>
        this.options.logger.error({ err: error, botId }, 'a bot could not be brought in line'),
      );
    this.#turns.set(botId, turn);
    void turn.finally(() => {
      if (this.#turns.get(botId) === turn) this.#turns.delete(botId);
    });
    return turn;
  }

  find(botId: string): HostedBot | undefined {
    return this.#hosted.get(botId);
  }

  /** The hosted bot whose webhook has this opaque path. */
  findByPath(path: string): HostedBot | undefined {
    const botId = this.#paths.get(path);
    return botId === undefined ? undefined : this.#hosted.get(botId);
  }

  /** Revision each hosted bot runs at. */
  revisions(): Map<string, number> {
    return new Map([...this.#hosted].map(([botId, hosted]) => [botId, hosted.record.revision]));
  }

  refusedRevision(botId: string): number | undefined {
    return this.#refused.get(botId);
  }

  get counts() {
    return { bots: this.#hosted.size, inFlight: this.#lanes.inFlight };
  }

  /** Drains every bot without touching its webhook: another process goes on with it. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#turns.values());
    await Promise.all([...this.#hosted.keys()].map((botId) => this.#unhost(botId, { removeWebhook: false })));
    await this.#outbox.settle();
  }

  async #sync(botId: string): Promise<void> {
    if (this.#isClosing) return;
    const record = await loadBotRecord(this.options, botId);
    const hosted = this.#hosted.get(botId);
    // Whoever removed the bot also says farewell at Telegram.
    if (!record) return this.#unhost(botId, { removeWebhook: false });
    if (!record.isWanted) return this.#unhost(botId, { removeWebhook: !record.isRevoked });
    if (this.#refused.get(botId) === record.revision) return;
    this.#refused.delete(botId);
    if (hosted) {
      if (hosted.record.revision === record.revision || (await hosted.adopt(record))) return;
      await this.#unhost(botId, { removeWebhook: false });
    }
    const epoch = await takeBot(this.options.db, this.options.processId, record);
    if (epoch === null) return;
    const next = this.#createHosted(record, epoch);
    this.#hosted.set(botId, next);
    this.#paths.set(record.webhookPath, botId);
    try {
      await next.open();
    } catch (error) {
      // Left hosted, it would look well to the next sweep.
      await this.#unhost(botId, { removeWebhook: false });
      throw error;
    }
  }

  #createHosted(record: BotRecord, epoch: number): HostedBot {
    return new HostedBot(
      {
        ...this.options,
        botModules: this.#botModules,
        lanes: this.#lanes,
        sender: this.#sender,
        report: this.options.onStatus,
        onUnauthorized: (botId) => this.#refuse(botId),
      },
      record,
      epoch,
    );
  }

  async #unhost(botId: string, how: { removeWebhook: boolean }): Promise<void> {
    const hosted = this.#hosted.get(botId);
    if (!hosted) return;
    await hosted.close(how);
    this.#hosted.delete(botId);
    this.#paths.delete(hosted.record.webhookPath);
  }

  #refuse(botId: string): void {
    const hosted = this.#hosted.get(botId);
    if (!hosted || this.#refused.has(botId)) return;
    this.#refused.set(botId, hosted.record.revision);
    const reason = 'Telegram no longer accepts the token. Get the current one from @BotFather and rotate it here.';
    this.options.onStatus(hosted.record, 'token_revoked', reason);
    const turn = (this.#turns.get(botId) ?? Promise.resolve()).then(() =>
      this.#unhost(botId, { removeWebhook: false }),
    );
    this.#turns.set(
      botId,
      turn.catch(() => undefined),
    );
  }

  async #work(botId: string, entry: JournalEntry): Promise<void> {
    const hosted = this.#hosted.get(botId);
    if (!hosted) return;
    const { record, epoch } = hosted;
    try {
      const isOpen = () => this.#hosted.get(botId) === hosted && !this.#isClosing;
      const result = await workUpdate(
        { ...this.options, botModules: this.#botModules, flush: this.#flush, isOpen },
        record,
        epoch,
        entry,
      );
      if (result.kind === 'committed') {
        this.#sender.enqueue(botId, result.rows);
        this.options.onActivity(record);
      } else if (isOpen()) {
        // The row says otherwise than we thought: a stop on its way, or a lease that ran out.
        this.#lanes.hold(botId);
        void this.#rehost(botId, hosted);
      }
    } catch (error) {
      this.options.logger.error({ err: error, botId, updateId: entry.updateId }, 'an update could not be committed');
      // The chat's next update must not overtake this one.
      this.#lanes.hold(botId);
      void this.#rehost(botId, hosted);
    } finally {
      hosted.intake.wake();
    }
  }

  /** Opens the bot anew from its journal, if it is still wanted here. */
  async #rehost(botId: string, hosted: HostedBot): Promise<void> {
    const turn = (this.#turns.get(botId) ?? Promise.resolve()).then(async () => {
      if (this.#hosted.get(botId) === hosted) await this.#unhost(botId, { removeWebhook: false });
    });
    this.#turns.set(
      botId,
      turn.catch(() => undefined),
    );
    await turn;
    await this.sync(botId);
  }
}
