import { StartWindow } from './start-window';

const aMinute = { windowMs: 60_000, burstShare: 1 / 4 };

/**
 * Holds a workspace to the updates a minute of its plan, all its bots together: at most so many starts in any minute,
 * a quarter of them at once and the others evenly. Without a bound it costs nothing.
 */
export class WorkspacePace {
  #perMinute: number | null = null;
  #share = 1;
  #window: StartWindow | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** `resume` is called when what was held back may go on. */
  constructor(private readonly resume: () => void) {}

  get perMinute(): number | null {
    return this.#perMinute;
  }

  get isHeld(): boolean {
    return this.#timer !== null;
  }

  /** The plan's bound; null for none. */
  setPlan(perMinute: number | null): void {
    if (perMinute === this.#perMinute) return;
    this.#perMinute = perMinute;
    this.#change();
  }

  /** This process's part of the workspace's bots: others pace theirs. */
  setShare(share: number): void {
    if (share === this.#share) return;
    this.#share = share;
    this.#change();
  }

  /** Whether a start must wait; then `resume` will be called. */
  mustWait(nowMs: number): boolean {
    if (this.#window === null) return false;
    const waitMs = this.#window.waitMs(nowMs);
    if (waitMs > 0) this.#timer ??= setTimeout(() => this.#release(), waitMs);
    return waitMs > 0;
  }

  note(nowMs: number): void {
    this.#window?.note(nowMs);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** What was started before still counts. */
  #change(): void {
    const rate = this.#perMinute === null ? null : Math.max(1, Math.floor(this.#perMinute * this.#share));
    if (rate === null) this.#window = null;
    else if (this.#window === null) this.#window = new StartWindow(rate, aMinute);
    else this.#window.setRate(rate);
    const wasHeld = this.isHeld;
    this.stop();
    if (wasHeld) this.resume();
  }

  #release(): void {
    this.#timer = null;
    this.resume();
  }
}
