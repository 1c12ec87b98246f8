import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { FleetBot } from './fleet';

/** Delivers updates as Telegram does: again and again until they are acknowledged. */
export class UpdatePost {
  readonly #agent = new Agent({ connections: 256, connect: { timeout: 2_000 } });
  #isOver = false;

  constructor(private readonly doorUrl: () => string) {}

  /** Resolves once the door said 200, or after `close`. */
  async deliver(bot: FleetBot, body: string, pauseMs: number, withinMs: number): Promise<void> {
    while (!this.#isOver) {
      try {
        const answer = await request(`${this.doorUrl()}/tg/${bot.webhookPath}`, {
          method: 'POST',
          dispatcher: this.#agent,
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': bot.webhookSecret },
          body,
          headersTimeout: withinMs,
          bodyTimeout: withinMs,
        });
        await answer.body.dump();
        if (answer.statusCode === 200) return;
      } catch {
        // Refused, cut or silent: the outcome is unknown, so it comes again.
      }
      await sleep(pauseMs);
    }
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await this.#agent.destroy();
  }
}
