import type { Db } from '@dovecote/db/client';
import type { BotStatus } from '@dovecote/db/schema/bots';
import type { StatusCause } from '@dovecote/db/status-cause';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import type { PlatformModel } from '@dovecote/modules/kit/task';
import type { Logger } from '@dovecote/observability/logger';
import { warnSeldom } from '@dovecote/observability/warn-seldom';
import type { Transport } from '@dovecote/telegram/transport';
import type { Vault } from '@dovecote/vault/vault';
import { createBatchFlush } from './batch-flush';
import { BotModules } from './bot-modules';
import type { BotRecord } from './bot-record';
import { BroadcastEngine } from './broadcast/broadcast-engine';
import { BroadcastStore } from './broadcast/broadcast-store';
import { CallCounter } from './call-counter';
import type { Flush, FlushResult } from './flush';
import { HostedBot, type HostedBotOptions } from './hosted-bot';
import type { JournalEntry } from './journal';
import { JournalWriter } from './journal-writer';
import { LaneReader } from './lane-reader';
import { Lanes } from './lanes';
import { LeftWebhooks } from './left-webhooks';
import { BotRecords } from './load-bot-record';
import { MemoryBudget } from './memory-budget';
import type { OutboxRow } from './outbox-row';
import { OutboxStore } from './outbox-store';
import { takeBot } from './processes';
import { readPaceShares } from './read-pace-shares';
import { RecentlyClosed } from './recently-closed';
import { findStaleInline, takeStaleInline } from './recover-outbox';
import { Sender } from './sender';
import { Turns } from './turns';
import { ModuleWork } from './work/module-work';
import { type WorkOptions, workUpdate } from './work-update';

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
  /** Updates of one workspace's bots in flight at once. */
  maxConcurrentPerWorkspace: number;
  /** The same while other workspaces have updates too. */
  maxConcurrentBesideOthers: number;
  /** How long a handler may take for one update. */
  handlerBudgetMs: number;
  /** Updates held in memory at most, in bytes. */
  memoryBytesMax: number;
  /** How long a webhook that somebody else changed may stay unseen. */
  driftCheckMs: number;
  /** How tasks of modules reach what customers may reach. */
  fetch: typeof fetch;
  platformModel: PlatformModel | null;
  /** False while others may take this process for dead: nothing is taken in, asked or said until it is true again. */
  isLeaseValid: () => boolean;
  /** The event loop has more to do than it can: nothing new is taken in. */
  isOverloaded: () => boolean;
  onStatus: (record: BotRecord, status: BotStatus, cause: StatusCause | null) => void;
  /** Something of the bot changed that a dashboard may show. */
  onActivity: (record: BotRecord) => void;
  /** A call of a broadcast starts. */
  onBulkCall?: () => void;
  /** Told that a handler runs; the answer is called when it has ended. So a watchdog can name it. */
  onHandling?: (botId: string, updateId: string) => () => void;
}

/** So few updates in flight are not what makes the event loop late: on a machine that others keep busy, work goes on. */
const inFlightOfCalm = 16;

/** The bots of this process. Changes of one bot are carried out one after another. */
export class BotHost {
  readonly #hosted = new Map<string, HostedBot>();
  readonly #turns = new Turns();
  /** Revisions whose token Telegram refused: they stay closed until something changes. */
  readonly #refused = new Map<string, number>();
  readonly #paths = new Map<string, string>();
  readonly #lanes: Lanes<JournalEntry>;
  readonly #sender: Sender;
  readonly #flush: Flush;
  readonly #outbox: OutboxStore;
  readonly #botModules: BotModules;
  readonly #records: BotRecords;
  readonly #workOptions: WorkOptions;
  /** Shared by all. */
  readonly #hostedOptions: HostedBotOptions;
  readonly #memory: MemoryBudget;
  readonly #recentlyClosed = new RecentlyClosed(() => performance.now());
  readonly #leftWebhooks: LeftWebhooks;
  readonly writer: JournalWriter;
  readonly broadcasts: BroadcastEngine;
  readonly work: ModuleWork;
  #isClosing = false;

  constructor(private readonly options: BotHostOptions) {
    const { db, clock, logger, processId, transport } = options;
    this.#outbox = new OutboxStore(db, clock, logger);
    this.#botModules = new BotModules(options);
    this.#records = new BotRecords(options);
    this.#memory = new MemoryBudget(options.memoryBytesMax);
    this.#leftWebhooks = new LeftWebhooks(options);
    this.writer = new JournalWriter(db, processId);
    const shared = { transport, clock, nowMs: () => performance.now(), random: Math.random, pacers: new Map() };
    this.#sender = new Sender({
      ...shared,
      store: this.#outbox,
      isLeaseValid: options.isLeaseValid,
      onUnauthorized: (botId) => this.#refuse(botId),
      onSilence: (botId, isSilent) => this.#hosted.get(botId)?.noteSilence(isSilent),
    });
    this.broadcasts = new BroadcastEngine({
      ...shared,
      store: new BroadcastStore(db, processId),
      sender: this.#sender,
      calls: new CallCounter(db, logger),
      holding: (botId) => this.#hosted.get(botId),
      isOverloaded: options.isOverloaded,
      onCall: options.onBulkCall,
      onUnauthorized: (botId) => this.#refuse(botId),
      logger,
    });
    this.#flush = createBatchFlush({ ...options, sender: this.#sender });
    this.work = new ModuleWork({
      ...options,
      botModules: this.#botModules,
      writer: this.writer,
      holding: (botId) => this.#hosted.get(botId),
    });
    this.#workOptions = {
      ...options,
      onWorkDue: () =>
        void this.work.look().catch((error: unknown) => logger.warn({ err: error }, 'due work could not be read')),
      botModules: this.#botModules,
      laneReader: new LaneReader(db),
      conflictTurns: new Turns(),
      suspectTurns: new Turns(),
      flush: this.#flush,
    };
    this.#lanes = new Lanes({
      maxConcurrent: options.maxConcurrent,
      maxConcurrentPerWorkspace: options.maxConcurrentPerWorkspace,
      maxConcurrentBesideOthers: options.maxConcurrentBesideOthers,
      nowMs: () => performance.now(),
      work: (botId, entry) => this.#work(botId, entry),
    });
    this.#hostedOptions = {
      ...options,
      botModules: this.#botModules,
      lanes: this.#lanes,
      writer: this.writer,
      memory: this.#memory,
      recentlyClosed: this.#recentlyClosed,
      sender: this.#sender,
      onUnread: warnSeldom(logger, 'the journal could not be read; trying again'),
      isOverloaded: () => options.isOverloaded() && this.#lanes.inFlight >= inFlightOfCalm,
      report: options.onStatus,
      onUnauthorized: (botId) => this.#refuse(botId),
    };
  }

  /** Brings one bot to what its row asks for now. */
  async sync(botId: string): Promise<void> {
    try {
      await this.#turns.take(botId, () => this.#sync(botId));
    } catch (error) {
      this.options.logger.error({ err: error, botId }, 'a bot could not be brought in line');
    }
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
    return { bots: this.#hosted.size, inFlight: this.#lanes.inFlight, memoryBytes: this.#memory.usedBytes };
  }

  /**
   * Drains one bot without touching its webhook, then lets `give` make another process its holder; it opens here again
   * if `give` answers false.
   */
  async handOver(botId: string, give: (epoch: number) => Promise<boolean>): Promise<void> {
    let isGiven = false;
    try {
      await this.#turns.take(botId, async () => {
        const hosted = this.#hosted.get(botId);
        if (!hosted) return;
        await this.#unhost(botId, { removeWebhook: false });
        isGiven = await give(hosted.epoch);
      });
    } finally {
      if (!isGiven) await this.sync(botId);
    }
  }

  /** The lease lapsed: nobody may wait at Telegram for a bot that another process may take. */
  cutPolls(): void {
    for (const hosted of this.#hosted.values()) hosted.cut();
  }

  /** Drains every bot without touching its webhook: another process goes on with it. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.work.close();
    await this.#turns.settle();
    await Promise.all([...this.#hosted.keys()].map((botId) => this.#unhost(botId, { removeWebhook: false })));
    await Promise.all([this.#outbox.settle(), this.broadcasts.close()]);
  }

  async #sync(botId: string): Promise<void> {
    if (this.#isClosing) return;
    const record = await this.#records.load(botId);
    const hosted = this.#hosted.get(botId);
    // Whoever removed the bot also says farewell at Telegram.
    if (!record) {
      this.#leftWebhooks.forget(botId);
      this.#refused.delete(botId);
      return this.#unhost(botId, { removeWebhook: false });
    }
    if (!record.isWanted) {
      if (hosted) return this.#unhost(botId, { removeWebhook: !record.isRevoked });
      return this.#leftWebhooks.takeDown(record);
    }
    if (this.#refused.get(botId) === record.revision) return;
    this.#refused.delete(botId);
    if (hosted) {
      if (hosted.record.revision === record.revision || (await hosted.adopt(record))) return;
      await this.#unhost(botId, { removeWebhook: false });
    }
    const holding = await takeBot(this.options.db, this.options.processId, record);
    if (!holding) return;
    const next = new HostedBot(this.#hostedOptions, record, holding.epoch, holding.isCautious);
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

  async #unhost(botId: string, how: { removeWebhook: boolean }): Promise<void> {
    const hosted = this.#hosted.get(botId);
    if (!hosted) return;
    await Promise.all([this.broadcasts.leave(botId), hosted.close(how)]);
    if (how.removeWebhook) await this.#leftWebhooks.takeDown(hosted.record);
    this.#hosted.delete(botId);
    this.#paths.delete(hosted.record.webhookPath);
  }

  #refuse(botId: string): void {
    const hosted = this.#hosted.get(botId);
    if (!hosted || this.#refused.get(botId) === hosted.record.revision) return;
    this.#refused.set(botId, hosted.record.revision);
    this.options.onStatus(hosted.record, 'token_revoked', { code: 'token_refused' });
    this.#turns
      .take(botId, async () => {
        if (this.#hosted.get(botId) === hosted) await this.#unhost(botId, { removeWebhook: false });
      })
      .catch((error: unknown) => this.options.logger.error({ err: error, botId }, 'a refused bot could not be closed'));
  }

  /** Receipt of a call that left as the answer to its update's webhook. */
  noteHandedOver(botId: string, row: OutboxRow): void {
    this.#sender.noteHandedOver(botId, row);
    if (row.updateId !== null) this.#recentlyClosed.noteAnswer(botId, row.updateId, row);
  }

  /** Sends by their policy what was handed over as webhook answers that nobody fetched. */
  async recoverInline(): Promise<void> {
    const { db, processId, clock } = this.options;
    for (const botId of await findStaleInline(db, processId, clock())) {
      const hosted = this.#hosted.get(botId);
      if (hosted) this.#sender.enqueue(botId, await takeStaleInline(db, hosted.record, hosted.epoch, clock()));
    }
  }

  /** Notes which calls are closed, so that whoever looks for open ones passes them over. */
  noteClosedCalls(): Promise<void> {
    return this.#outbox.closed.note((botId) => this.#hosted.has(botId));
  }

  /** A workspace whose bots several processes hold has one pace: each process keeps to its part. */
  async sharePaces(): Promise<void> {
    const { db, processId } = this.options;
    const shares = await readPaceShares(db, processId, this.#lanes.pacedWorkspaces());
    for (const [workspaceId, share] of shares) this.#lanes.setPaceShare(workspaceId, share);
  }

  async #work(botId: string, entry: JournalEntry): Promise<void> {
    const hosted = this.#hosted.get(botId);
    if (!hosted) return;
    const { record, epoch } = hosted;
    const isOpen = () => this.#hosted.get(botId) === hosted && !this.#isClosing;
    hosted.intake.begin(entry);
    try {
      const result = await workUpdate(this.#workOptions, record, epoch, entry, isOpen);
      this.#settle(hosted, entry, result, isOpen);
    } catch (error) {
      this.options.logger.error({ err: error, botId, updateId: entry.updateId }, 'an update could not be committed');
      // The chat's next update must not overtake this one.
      this.#lanes.hold(botId);
      void this.#rehost(botId, hosted);
    } finally {
      hosted.intake.end(entry);
    }
  }

  #settle(hosted: HostedBot, entry: JournalEntry, result: FlushResult, isOpen: () => boolean): void {
    const { record } = hosted;
    if (result.kind === 'committed') {
      const inline = result.rows.find((row) => row.state === 'inline') ?? null;
      this.#sender.enqueue(
        record.id,
        result.rows.filter((row) => row !== inline),
      );
      this.#noteClosed(record, entry, inline);
      entry.fresh?.acknowledge(inline);
      this.options.onActivity(record);
    } else if (result.kind === 'duplicate') {
      this.#noteClosed(record, entry, result.inline);
      entry.fresh?.acknowledge(result.inline);
    } else if (result.kind === 'overtaking') {
      // It comes again behind the older one: from the journal, or from its sender.
      hosted.intake.reload();
    } else if (isOpen()) {
      // The row says otherwise than we thought: a stop on its way, or a lease that ran out.
      this.#lanes.hold(record.id);
      void this.#rehost(record.id, hosted);
    }
  }

  /** What its webhook was answered goes again when it comes again: that is known once it has left, and to the journal. */
  #noteClosed(record: BotRecord, entry: JournalEntry, inline: OutboxRow | null): void {
    if (inline === null) this.#recentlyClosed.note(record.id, entry.updateId);
  }

  /** Opens the bot anew from its journal, if it is still wanted here. */
  async #rehost(botId: string, hosted: HostedBot): Promise<void> {
    await this.#turns.take(botId, async () => {
      if (this.#hosted.get(botId) === hosted) await this.#unhost(botId, { removeWebhook: false });
    });
    await this.sync(botId);
  }
}
