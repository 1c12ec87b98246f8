import type { Random } from './random';

const blockSize = 4;
const restartBy = 50_000_000;

/** Update ids as Telegram may give them: out of order within a few, and beginning again lower after a restart. */
export class UpdateIds {
  #base = 2_000_000_000;
  #next = 0;
  #block: number[] = [];

  constructor(private readonly random: Random) {}

  take(): number {
    if (this.#block.length === 0) {
      const first = this.#base + this.#next;
      this.#next += blockSize;
      this.#block = this.random.shuffled(Array.from({ length: blockSize }, (_, index) => first + index));
    }
    return this.#block.pop() ?? 0;
  }

  /** From now on ids are lower than all before, and none of them is used twice. */
  restart(): void {
    this.#base -= restartBy;
    this.#next = 0;
    this.#block = [];
  }
}
