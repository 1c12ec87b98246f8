import type { JudgeClient } from './judge-client';

export interface Answered {
  tag: string;
  chatId: string;
  /** By the judge's clock, which is this machine's. */
  atMs: number;
}

const gatherEveryMs = 1_000;

/** Every answer that reached a chat, in the order of arrival, gathered while the run goes on. */
export class JudgeRecord {
  readonly #answers = new Map<string, Answered[]>();
  readonly #after = new Map<string, number>();
  readonly #firstAtMs = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #gathering: Promise<void> | null = null;
  /** Calls the judge no longer had when they were gathered; any at all makes the run worthless. */
  missed = 0;

  constructor(
    private readonly judge: JudgeClient,
    private readonly telegramIds: readonly string[],
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.gather(), gatherEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  gather(): Promise<void> {
    this.#gathering ??= this.#gather().finally(() => {
      this.#gathering = null;
    });
    return this.#gathering;
  }

  /** When the first answer with the tag arrived. */
  firstAtMs(tag: string): number | undefined {
    return this.#firstAtMs.get(tag);
  }

  answersOf(telegramId: string): readonly Answered[] {
    return this.#answers.get(telegramId) ?? [];
  }

  async #gather(): Promise<void> {
    for (const telegramId of this.telegramIds) {
      const after = this.#after.get(telegramId) ?? 0;
      const calls = await this.judge.calls(telegramId, after);
      const settled = calls.filter((call) => call.method !== 'getUpdates');
      const answers = this.#answers.get(telegramId) ?? [];
      this.#answers.set(telegramId, answers);
      const [first] = calls;
      if (first && first.sequence !== after + 1) this.missed += first.sequence - after - 1;
      for (const { method, parameters, atMs, isExecuted } of settled) {
        const tag = parameters.text;
        if (method !== 'sendMessage' || !isExecuted || tag === undefined) continue;
        answers.push({ tag, chatId: parameters.chat_id ?? '', atMs });
        if (!this.#firstAtMs.has(tag)) this.#firstAtMs.set(tag, atMs);
      }
      this.#after.set(telegramId, calls.at(-1)?.sequence ?? after);
    }
  }
}
