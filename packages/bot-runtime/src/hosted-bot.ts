import { isDeepStrictEqual } from 'node:util';
import type { Db } from '@dovecote/db/client';
import { type BotStatus, bots } from '@dovecote/db/schema/bots';
import type { StatusCause } from '@dovecote/db/status-cause';
import type { Logger } from '@dovecote/observability/logger';
import type { Transport } from '@dovecote/telegram/transport';
import { eq } from 'drizzle-orm';
import { abortableSleep } from './abortable-sleep';
import type { BotModules } from './bot-modules';
import type { BotRecord } from './bot-record';
import { Intake } from './intake';
import type { JournalEntry } from './journal';
import type { JournalWriter } from './journal-writer';
import type { Lanes } from './lanes';
import type { MemoryBudget } from './memory-budget';
import { isOfWebhook, type PollerEvent, pollUpdates } from './poller';
import type { RecentlyClosed } from './recently-closed';
import { recoverOutbox } from './recover-outbox';
import type { Sender } from './sender';
import { isLongFlood, ours, type SetupFailure, setupDelayMs } from './setup-delay';
import {
  allowedUpdates,
  deleteWebhook,
  digestOfMenus,
  hostOf,
  leavingMark,
  readWebhook,
  setCommandMenus,
  setWebhook,
  type WebhookReading,
  webhookMark,
  webhookUrl,
} from './telegram-setup';

export interface HostedBotOptions {
  db: Db;
  transport: Transport;
  botModules: BotModules;
  lanes: Lanes<JournalEntry>;
  writer: JournalWriter;
  memory: MemoryBudget;
  recentlyClosed: RecentlyClosed;
  isOverloaded: () => boolean;
  sender: Sender;
  /** False while others may take this process for dead. */
  isLeaseValid: () => boolean;
  clock: () => Date;
  /** A journal could not be read; it is tried again. */
  onUnread: (error: unknown, fields: { botId: string }) => void;
  logger: Logger;
  publicUrl: string | null;
  /** How long a webhook that somebody else changed may stay unseen. */
  driftCheckMs: number;
  report: (record: BotRecord, status: BotStatus, cause: StatusCause | null) => void;
  /** Telegram refused the token: nothing more may be called. */
  onUnauthorized: (botId: string) => void;
}

const ingressRetryMs = 1_000;
const leasePollMs = 1_000;
/** A failed delivery this young still tells how things are. */
const recentErrorMs = 120_000;

/** How Telegram words that we answered 401. */
const unauthorized = /\b401\b/;

const silence: StatusCause = { code: 'unanswered', detail: null };

type WebhookState = Extract<WebhookReading, { kind: 'url' }>;

/** One bot in this process, from the moment it is held until it is handed on. */
export class HostedBot {
  readonly intake: Intake;
  /** Made for the first call that it may have to cut: an idle bot with a webhook makes none. */
  #aborter: AbortController | null = null;
  #isClosing = false;
  #ingress: Promise<void> = Promise.resolve();
  #lastReport: { status: BotStatus; cause: StatusCause | null } | null = null;
  #allowedUpdates: readonly string[] = [];
  #isSilent = false;
  /** The webhook was set again because deliveries were refused, and they still were at the last look. */
  #isSecretRepeated = false;
  #hasStaleMenus = false;
  #isSettingMenus = false;
  /** Until the next look whether the webhook is still ours: a loop that waits would cost each idle bot a kilobyte. */
  #driftTimer: NodeJS.Timeout | null = null;
  /** Updates that waited at Telegram at the last look. */
  #pendingBefore = 0;
  #deliveredAtMs = 0;

  constructor(
    private readonly options: HostedBotOptions,
    public record: BotRecord,
    readonly epoch: number,
    isCautious: boolean,
  ) {
    this.intake = new Intake(options, record, isCautious);
  }

  /** What was held is sent, then what waited is worked, then Telegram may deliver. */
  async open(): Promise<void> {
    const modules = await this.options.botModules.peek(this.record);
    this.#allowedUpdates = allowedUpdates(modules);
    this.#hasStaleMenus = digestOfMenus(modules) !== this.record.menuDigest;
    const { db, sender, lanes, clock } = this.options;
    sender.open(this.record, this.epoch);
    lanes.open(this.record.id, this.record);
    const { rows, later } = await recoverOutbox(db, this.record, this.epoch, clock());
    sender.enqueue(this.record.id, rows);
    sender.enqueueLater(this.record.id, later);
    this.intake.open();
    this.#startIngress();
  }

  /** Takes over changed settings without a pause; false if the change needs a fresh start. */
  async adopt(record: BotRecord): Promise<boolean> {
    // A close that broke off left it deaf.
    if (this.#isClosing) return false;
    const old = this.record;
    const modules = await this.options.botModules.peek(record);
    const wanted = allowedUpdates(modules);
    const isSameDoor =
      old.transport === record.transport &&
      old.apiRoot === record.apiRoot &&
      old.token.use((a) => record.token.use((b) => a === b)) &&
      record.webhookSetUrl !== null &&
      this.#allowedUpdates.join() === wanted.join();
    if (!isSameDoor) return false;
    this.record = record;
    this.#hasStaleMenus = digestOfMenus(modules) !== record.menuDigest;
    this.options.sender.replace(record);
    this.options.lanes.setLimits(record.id, record);
    // Whoever changed the row may have put the status back to pending.
    const last = this.#lastReport;
    this.#lastReport = null;
    if (last) this.#report(last.status, last.cause);
    void this.#refreshMenus();
    return true;
  }

  /** Whether calls to Telegram go unanswered; the bot runs on, and its owner shall know why nothing arrives. */
  noteSilence(isSilent: boolean): void {
    this.#isSilent = isSilent;
    if (this.#lastReport?.status === 'running') this.#report('running', null);
  }

  /** The lease lapsed: a call that waits at Telegram is cut, for another process may ask in its place. */
  cut(): void {
    this.#aborter?.abort();
  }

  /** Stops taking, lets what started end, and holds the outbox. With `removeWebhook` its row says that the webhook is to go. */
  async close(how: { removeWebhook: boolean }): Promise<void> {
    this.#isClosing = true;
    this.#aborter?.abort();
    if (this.#driftTimer) clearTimeout(this.#driftTimer);
    const { lanes, sender } = this.options;
    sender.hold(this.record.id);
    this.intake.shut();
    await lanes.close(this.record.id);
    await this.intake.close();
    await sender.close(this.record.id);
    await this.#ingress;
    if (how.removeWebhook && this.record.transport === 'webhook') await this.#noteWebhook(leavingMark);
  }

  #signal(): AbortSignal {
    if (this.#aborter === null || this.#aborter.signal.aborted) this.#aborter = new AbortController();
    if (this.#isClosing) this.#aborter.abort();
    return this.#aborter.signal;
  }

  /** Waits so long, whatever is cut meanwhile, or until the bot closes. */
  async #pause(ms: number): Promise<void> {
    const untilMs = performance.now() + ms;
    while (!this.#isClosing && performance.now() < untilMs) {
      await abortableSleep(untilMs - performance.now(), this.#signal());
    }
  }

  #startIngress(): void {
    this.#ingress = this.#keepReceiving();
  }

  /** `first` is tried in place of the whole way to a webhook. */
  async #keepReceiving(first?: (publicUrl: string) => Promise<void>): Promise<void> {
    const { publicUrl, transport, logger } = this.options;
    let keepWebhook = first ?? ((url: string) => this.#keepWebhook(url));
    while (!this.#isClosing) {
      try {
        if (this.record.transport === 'webhook' && publicUrl !== null) await keepWebhook(publicUrl);
        else await this.#poll(transport);
        return;
      } catch (error) {
        logger.error({ err: error, botId: this.record.id }, 'a bot lost its ingress; trying again');
        keepWebhook = (url) => this.#keepWebhook(url);
        this.#report('error', { code: 'receiving_failed' });
        await this.#pause(ingressRetryMs);
      }
    }
  }

  /** Sets the webhook where it is not set; from then on now and then there is a look whether it still is. */
  async #keepWebhook(publicUrl: string): Promise<void> {
    const { transport, botModules } = this.options;
    const url = webhookUrl(publicUrl, this.record);
    if (this.record.webhookSetUrl !== webhookMark(url, this.#allowedUpdates)) {
      const modules = await botModules.of(this.record);
      if (!(await this.#untilDone(() => setWebhook(transport, this.record, modules, url, this.#signal())))) return;
      await this.#noteWebhook(webhookMark(url, allowedUpdates(modules)));
    }
    this.#report('running', null);
    void this.#refreshMenus();
    this.#pendingBefore = 0;
    this.#lookLater();
  }

  #lookLater(): void {
    if (this.#isClosing) return;
    // In steps, because timers of one length share a list.
    const stepMs = this.options.driftCheckMs / 64;
    const delayMs = Math.ceil(stepMs * (48 + Math.floor(Math.random() * 16)));
    this.#driftTimer = setTimeout(lookAtWebhook, delayMs, this);
  }

  /** Looks whether the webhook is still ours and delivers; sets it anew if it is gone or has another's secret. */
  lookAtWebhook(): void {
    if (this.options.isLeaseValid()) this.#ingress = this.#keepReceiving((url) => this.#checkWebhook(url));
    else this.#lookLater();
  }

  async #checkWebhook(publicUrl: string): Promise<void> {
    const before = this.#aborter;
    const found = await readWebhook(this.options.transport, this.record, this.#signal());
    const isOurs = found.kind === 'url' && found.url === webhookUrl(publicUrl, this.record);
    if (isOurs) await this.#healSecret(found);
    // The menus' calls may hang on the newer one.
    if (!this.#isSettingMenus) this.#aborter = before;
    if (this.#isClosing) return;
    if (found.kind === 'unauthorized') return this.options.onUnauthorized(this.record.id);
    if (found.kind === 'url') {
      if (found.url === '') {
        await this.#noteWebhook(null);
        return this.#keepWebhook(publicUrl);
      }
      if (isOurs) this.#reportDelivery(found, this.#pendingBefore);
      else this.#report('conflict', { code: 'taken', host: hostOf(found.url) });
      this.#pendingBefore = found.pending;
    }
    this.#lookLater();
  }

  /** Telegram reached us with the bot's secret, whatever it was answered. */
  noteDelivery(): void {
    this.#deliveredAtMs = this.options.clock().getTime();
  }

  /**
   * A webhook that is ours and yet does not arrive: a recent error with nothing delivered after it, and more updates waiting
   * than a while ago. Telegram tells errors to the second.
   */
  #reportDelivery({ pending, lastError }: WebhookState, pendingBefore: number): void {
    const isSilent = this.#isRecent(lastError) && this.#deliveredAtMs < lastError.at.getTime() + 1_000;
    if (isSilent && pending > 0 && pending >= pendingBefore) {
      this.#report('error', { code: 'undelivered', pending, error: lastError.message });
    } else {
      this.#report('running', null);
    }
  }

  #isRecent(lastError: WebhookState['lastError']): lastError is NonNullable<typeof lastError> {
    return lastError !== null && this.options.clock().getTime() - lastError.at.getTime() < recentErrorMs;
  }

  /**
   * We refuse what comes without our secret: somebody set our address with another. Once, until deliveries work: the 401
   * may be that of a door before ours.
   */
  async #healSecret({ url, lastError }: WebhookState): Promise<void> {
    const isRefused = this.#isRecent(lastError) && unauthorized.test(lastError.message);
    const isNews = isRefused && !this.#isSecretRepeated;
    this.#isSecretRepeated = isRefused;
    if (!isNews) return;
    const { transport, botModules } = this.options;
    const modules = await botModules.of(this.record);
    if (!this.#isClosing) await setWebhook(transport, this.record, modules, url, this.#signal());
  }

  async #poll(transport: Transport): Promise<void> {
    if (this.record.webhookSetUrl !== 'none') {
      if (!(await this.#untilDone(() => deleteWebhook(transport, this.record, this.#signal())))) return;
      await this.#noteWebhook('none');
    }
    void this.#refreshMenus();
    await pollUpdates({
      record: this.record,
      transport,
      allowedUpdates: this.#allowedUpdates,
      signal: () => this.#signal(),
      pause: (ms) => this.#pause(ms),
      isOpen: () => !this.#isClosing,
      nowMs: () => performance.now(),
      accept: (updates) => this.intake.accept(updates),
      waitForCapacity: () => this.intake.waitForCapacity(1_000),
      report: (event) => void this.#onPoll(event),
    });
  }

  async #onPoll(event: PollerEvent): Promise<void> {
    if (event.kind === 'healthy') return this.#report('running', null);
    if (event.kind === 'unauthorized') return this.options.onUnauthorized(this.record.id);
    if (event.kind === 'unavailable') {
      return this.#report('error', { code: 'unanswered', detail: event.description });
    }
    if (!isOfWebhook(event)) return this.#report('conflict', { code: 'taken', host: null });
    const found = await readWebhook(this.options.transport, this.record, this.#signal());
    // It is gone by now: the next poll tells how it stands.
    if (found.kind === 'url' && found.url === '') return;
    return this.#report('conflict', { code: 'taken', host: hostOf(found.kind === 'url' ? found.url : '') });
  }

  /** Repeats a setup call until Telegram takes it; false if the bot closes or its token is refused. */
  async #untilDone(run: () => ReturnType<typeof setWebhook>): Promise<boolean> {
    for (let attempt = 0; !this.#isClosing; attempt += 1) {
      while (!this.options.isLeaseValid() && !this.#isClosing) await this.#pause(leasePollMs);
      const result = await run();
      if (result.kind === 'ok') return true;
      if (result.kind === 'unauthorized') {
        this.options.onUnauthorized(this.record.id);
        return false;
      }
      if (result.kind === 'refused') {
        this.#report('error', { code: 'address_refused', error: result.description });
      } else if (result.kind === 'flood' && isLongFlood(result)) {
        this.#report('error', { code: 'unanswered', detail: result.description });
      } else if (attempt >= 2) {
        this.#report('error', silence);
      }
      await this.#pause(setupDelayMs(result, attempt));
    }
    return false;
  }

  /** Command menus are a courtesy: nobody waits for them, and what Telegram will not have it is not asked again. */
  async #refreshMenus(): Promise<void> {
    if (this.#isSettingMenus) return;
    this.#isSettingMenus = true;
    for (let attempt = 0; this.#hasStaleMenus && !this.#isClosing; attempt += 1) {
      this.#hasStaleMenus = false;
      const failure = await this.#setMenus();
      if (failure?.kind === 'unauthorized') this.options.onUnauthorized(this.record.id);
      if (failure === null || failure.kind === 'refused' || failure.kind === 'unauthorized') continue;
      this.#hasStaleMenus = true;
      await this.#pause(setupDelayMs(failure, attempt));
    }
    this.#isSettingMenus = false;
  }

  /** What Telegram or we failed with; null if the menus are set. */
  async #setMenus(): Promise<SetupFailure | null> {
    const { botModules, transport, db, logger } = this.options;
    const { record } = this;
    try {
      const modules = await botModules.of(record);
      const menuDigest = digestOfMenus(modules);
      const failure = this.options.isLeaseValid()
        ? await setCommandMenus(transport, record, modules, this.#signal())
        : ours;
      if (failure?.kind === 'refused') {
        logger.warn({ botId: record.id, description: failure.description }, 'Telegram refused a command menu');
      }
      if (failure !== null) return failure;
      await db.update(bots).set({ menuDigest }).where(eq(bots.id, record.id));
      this.record = { ...this.record, menuDigest };
      // The settings may have changed meanwhile, and back.
      this.#hasStaleMenus ||= digestOfMenus(await botModules.peek(this.record)) !== menuDigest;
      return null;
    } catch (error) {
      logger.warn({ err: error, botId: record.id }, 'the command menus could not be set');
      return ours;
    }
  }

  async #noteWebhook(url: string | null): Promise<void> {
    this.record = { ...this.record, webhookSetUrl: url };
    await this.options.db.update(bots).set({ webhookSetUrl: url }).where(eq(bots.id, this.record.id));
  }

  #report(status: BotStatus, given: StatusCause | null): void {
    const cause = given ?? (status === 'running' && this.#isSilent ? silence : null);
    const isSame = this.#lastReport?.status === status && isDeepStrictEqual(this.#lastReport.cause, cause);
    if (isSame || this.#isClosing) return;
    this.#lastReport = { status, cause };
    this.options.report(this.record, status, cause);
  }
}

function lookAtWebhook(bot: HostedBot): void {
  bot.lookAtWebhook();
}
