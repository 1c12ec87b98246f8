import type { OutboxRow } from './outbox-row';
import { TwoGenerations } from './two-generations';

const closedMax = 8_192;
/** Each holds a call as it was said. */
const answeredMax = 512;
const rememberedMs = 600_000;

/**
 * Updates that are durable and need no more work, as this process heard: eight thousand at least, of the last ten minutes.
 * One of them that comes again needs neither its handler nor the journal. What comes later is the journal's to know: it
 * forgets as well, and Telegram begins to count anew after a week without updates.
 */
export class RecentlyClosed {
  readonly #closed: TwoGenerations<true>;
  readonly #answered: TwoGenerations<OutboxRow>;

  constructor(nowMs: () => number) {
    this.#closed = new TwoGenerations({ max: closedMax, ms: rememberedMs, nowMs });
    this.#answered = new TwoGenerations({ max: answeredMax, ms: rememberedMs, nowMs });
  }

  note(botId: string, updateId: string): void {
    this.#closed.set(keyOf(botId, updateId), true);
  }

  has(botId: string, updateId: string): boolean {
    return this.#closed.get(keyOf(botId, updateId)) === true;
  }

  /** The update's webhook was answered with this call: the answer may have been lost on its way. */
  noteAnswer(botId: string, updateId: string, answer: OutboxRow): void {
    this.#answered.set(keyOf(botId, updateId), answer);
  }

  /** The last few hundred of those answers are remembered. */
  answerTo(botId: string, updateId: string): OutboxRow | undefined {
    return this.#answered.isEmpty ? undefined : this.#answered.get(keyOf(botId, updateId));
  }
}

function keyOf(botId: string, updateId: string): string {
  return `${botId}/${updateId}`;
}
