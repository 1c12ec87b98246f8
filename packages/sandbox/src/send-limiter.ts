import { tooManyRequests } from './refusal';
import type { Clock, SandboxLimits } from './sandbox-limits';

const bucketsMax = 200;

/** Flood control of one bot: sustained rates with a burst, as buckets that refill with time. */
export class SendLimiter {
  private readonly buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(
    private readonly limits: SandboxLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal 429 when the bot, or its chat, got more messages than its rate allows. */
  take(chatId: number): void {
    const { perBotPerSecond, perChatPerSecond, perChatBurst } = this.limits;
    const waits = [
      this.waitSeconds('bot', perBotPerSecond, perBotPerSecond),
      this.waitSeconds(String(chatId), perChatPerSecond, perChatBurst),
    ];
    if (this.buckets.size > bucketsMax) this.dropOldest();
    const retryAfterSeconds = Math.ceil(Math.max(...waits));
    if (retryAfterSeconds > 0) throw tooManyRequests(retryAfterSeconds);
    for (const key of ['bot', String(chatId)]) {
      const bucket = this.buckets.get(key);
      if (bucket !== undefined) bucket.tokens -= 1;
    }
  }

  private dropOldest(): void {
    const [oldest] = [...this.buckets].sort(([, a], [, b]) => a.atMs - b.atMs);
    if (oldest !== undefined) this.buckets.delete(oldest[0]);
  }

  private waitSeconds(key: string, perSecond: number, burst: number): number {
    const nowMs = this.clock.nowMs();
    const before = this.buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const tokens = Math.min(burst, before.tokens + (Math.max(0, nowMs - before.atMs) / 1000) * perSecond);
    this.buckets.set(key, { tokens, atMs: nowMs });
    return tokens >= 1 ? 0 : (1 - tokens) / perSecond;
  }
}
