import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { parseCleanJson } from '../clean-text';
import { executeMethod } from '../execute-method';
import { paramsOfRecord } from '../http/read-params';
import { isRecord } from '../params';
import type { SandboxBot } from '../sandbox-bot';
import type { PendingUpdate, WebhookState } from '../state/bot-state';
import { postUpdate, type WebhookAnswer } from './post-update';

const idleMs = 60_000;
const updateLifeMs = 24 * 3600 * 1000;

/** Delivers one bot's updates to its webhook: one at a time for each chat, several chats at once, until accepted. */
export class WebhookSender {
  private readonly closing = new AbortController();
  private readonly sending = new Set<PendingUpdate>();
  private readonly retries = new Map<number, { failures: number; atMs: number }>();
  private lastWebhook: WebhookState | null = null;
  private readonly agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  private readonly running: Promise<void>;

  constructor(private readonly bot: SandboxBot) {
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    this.agents.http.destroy();
    this.agents.https.destroy();
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      const waitMs = this.startDue();
      await this.bot.updateWaiters.wait(waitMs, signal);
    }
  }

  /** Starts what may start now and returns when to look again. */
  private startDue(): number {
    const { webhook, pending } = this.bot.state;
    if (webhook === null) return idleMs;
    if (webhook !== this.lastWebhook) this.retries.clear();
    this.lastWebhook = webhook;
    const nowMs = performance.now();
    const busyChats = new Set([...this.sending].map((one) => one.chatId));
    let nextMs = nowMs + idleMs;
    for (const one of pending) {
      if (this.sending.size >= webhook.maxConnections) break;
      if (busyChats.has(one.chatId)) continue;
      busyChats.add(one.chatId);
      const dueMs = this.retries.get(one.chatId)?.atMs ?? 0;
      if (dueMs <= nowMs) void this.deliver(one, webhook);
      else nextMs = Math.min(nextMs, dueMs);
    }
    return nextMs - nowMs;
  }

  private async deliver(one: PendingUpdate, webhook: WebhookState): Promise<void> {
    this.sending.add(one);
    try {
      await this.bot.persistence.flush();
      const answer = await postUpdate({
        url: webhook.url,
        body: JSON.stringify(one.update),
        secretToken: webhook.secretToken,
        agents: this.agents,
        timeoutMs: this.bot.context.limits.webhookTimeoutMs,
        signal: this.closing.signal,
      });
      if (answer.status < 200 || answer.status > 299) {
        this.fail(
          one,
          webhook,
          `Wrong response from the webhook: ${answer.status} ${answer.statusText}`.trim(),
          answer,
        );
        return;
      }
      this.retries.delete(one.chatId);
      this.remove(one);
      await this.executeAnswer(answer.body);
    } catch (error) {
      if (!this.closing.signal.aborted) this.fail(one, webhook, describeFailure(error), null);
    } finally {
      this.sending.delete(one);
      this.bot.updateWaiters.wake();
    }
  }

  private fail(one: PendingUpdate, webhook: WebhookState, words: string, answer: WebhookAnswer | null): void {
    const { webhookRetryMinMs, webhookRetryMaxMs } = this.bot.context.limits;
    const failures = (this.retries.get(one.chatId)?.failures ?? 0) + 1;
    const backoffMs = Math.min(webhookRetryMaxMs, webhookRetryMinMs * 2 ** (failures - 1));
    const askedMs = (answer?.retryAfterSeconds ?? 0) * 1000;
    const waitMs = Math.min(webhookRetryMaxMs, Math.max(backoffMs, askedMs));
    this.retries.set(one.chatId, { failures, atMs: performance.now() + waitMs });
    webhook.lastErrorDate = this.bot.nowSeconds;
    webhook.lastErrorMessage = words;
    if (this.bot.context.clock.nowMs() - one.createdAtMs > updateLifeMs) this.remove(one);
    this.save();
  }

  private remove(one: PendingUpdate): void {
    const { state } = this.bot;
    state.pending = state.pending.filter((other) => other !== one);
    this.save();
  }

  /** Not awaited: an update delivered but not yet struck off is delivered again after a crash, as Telegram does. */
  private save(): void {
    this.bot.persistence.markChanged();
    this.bot.persistence.flush().catch(() => {});
  }

  /** @see https://core.telegram.org/bots/api#making-requests-when-getting-updates */
  private async executeAnswer(body: string): Promise<void> {
    const call = parseCall(body);
    if (call === null) return;
    const { method, parameters } = call;
    const { bot } = this;
    const params = paramsOfRecord(parameters);
    const logged = bot.calls.add(method, params.values, bot.context.clock.nowMs());
    const answer = await executeMethod(bot, method, params, this.closing.signal);
    logged.isExecuted = answer.body.ok;
    if (answer.body.error_code !== undefined) logged.errorCode = answer.body.error_code;
  }
}

/** Most webhooks answer with something else, which Telegram does not read. */
function parseCall(body: string): { method: string; parameters: Record<string, unknown> } | null {
  try {
    const value = parseCleanJson(body);
    if (!isRecord(value) || typeof value.method !== 'string') return null;
    const { method: _method, ...parameters } = value;
    return { method: value.method, parameters };
  } catch {
    return null;
  }
}

const wordsOfCode: Record<string, string> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  ENOTFOUND: 'Failed to resolve host: Name or service not known',
  ERESERVED: 'IP address is reserved',
  ETIMEDOUT: 'Connection timed out',
  ABORT_ERR: 'Read timeout expired',
};

function describeFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return wordsOfCode[code] ?? 'Connection closed';
}
