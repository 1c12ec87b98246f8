import { StartWindow } from './start-window';

const aMinute = { windowMs: 60_000, burstShare: 1 / 4 };

/**
 * Holds a workspace to the updates a minute of its plan, all its bots together: at most so many starts in any minute,
 * a quarter of them at once and the others evenly.
 */
export class WorkspacePace {
  #share = 1;
  readonly #window: StartWindow;
  #timer: NodeJS.Timeout | null = null;

  /** `resume` is called when what was held back may go on. */
  constructor(
    private perMinute: number,
    private readonly resume: () => void,
  ) {
    this.#window = new StartWindow(this.#rate, aMinute);
  }

  get isHeld(): boolean {
    return this.#timer !== null;
  }

  /** The plan's bound. */
  setPlan(perMinute: number): void {
    if (perMinute === this.perMinute) return;
    this.perMinute = perMinute;
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
    const waitMs = this.#window.waitMs(nowMs);
    if (waitMs > 0) this.#timer ??= setTimeout(() => this.#release(), waitMs);
    return waitMs > 0;
  }

  note(nowMs: number): void {
    this.#window.note(nowMs);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  get #rate(): number {
    return Math.max(1, Math.floor(this.perMinute * this.#share));
  }

  /** What was started before still counts. */
  #change(): void {
    this.#window.setRate(this.#rate);
    const wasHeld = this.isHeld;
    this.stop();
    if (wasHeld) this.resume();
  }

  #release(): void {
    this.#timer = null;
    this.resume();
  }
}
