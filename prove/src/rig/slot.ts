import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, type ChildSpec, startChild } from './child';

const againMs = 200;

/** A process that is started again whenever it ends, as a supervisor does. */
export class Slot {
  #child: Child | null = null;
  #isOver = false;
  #starts = 0;
  /** Set while it is stopped by SIGSTOP. */
  isAsleep = false;

  private constructor(
    readonly name: string,
    private readonly spec: () => ChildSpec,
  ) {}

  static async start(name: string, spec: () => ChildSpec): Promise<Slot> {
    const slot = new Slot(name, spec);
    slot.#adopt(await startChild(slot.spec()));
    return slot;
  }

  /** The running process; null while it is starting again. */
  get child(): Child | null {
    return this.#child;
  }

  get starts(): number {
    return this.#starts;
  }

  /** Ends it for good. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.#isOver = true;
    const child = this.#child;
    if (!child) return 'gone';
    if (this.isAsleep) child.signal('SIGCONT');
    child.signal(signal);
    return child.ended;
  }

  #adopt(child: Child): void {
    this.#child = child;
    this.#starts += 1;
    void child.ended.then(() => {
      this.#child = null;
      this.isAsleep = false;
      void this.#startAgain();
    });
  }

  async #startAgain(): Promise<void> {
    while (!this.#isOver) {
      try {
        const child = await startChild(this.spec());
        if (this.#isOver) child.signal('SIGKILL');
        return this.#adopt(child);
      } catch {
        await sleep(againMs);
      }
    }
  }
}
