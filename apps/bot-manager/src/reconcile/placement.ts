import type { LiveProcess } from '@dovecote/bot-runtime/processes';
import { Rendezvous } from '@dovecote/bot-runtime/rendezvous';

/** Who should hold which bot, as this process sees it now. */
export class Placement {
  #rendezvous = new Rendezvous([]);
  #settled: ReadonlySet<string> = new Set();
  #key = '';
  #isLeaving = false;

  constructor(private readonly ownId: string) {}

  /** Takes over who lives; true if it changes where bots belong. */
  update(all: readonly LiveProcess[]): boolean {
    const open = all.filter(
      (one) => one.address !== null && !one.isDraining && !one.isLate && !(this.#isLeaving && this.isOwn(one.id)),
    );
    const settled = open.filter((one) => one.isSettled).map((one) => one.id);
    const key = `${open.map((one) => one.id).sort()} ${settled.sort()}`;
    if (key === this.#key) return false;
    this.#key = key;
    this.#rendezvous = new Rendezvous(open.map((one) => one.id));
    this.#settled = new Set(settled);
    return true;
  }

  /** From now on nothing belongs here. */
  leave(all: readonly LiveProcess[]): void {
    this.#isLeaving = true;
    this.update(all);
  }

  isMine(key: string): boolean {
    return this.#rendezvous.pick(key) === this.ownId;
  }

  /** Whom the bot should be handed to; null if it may stay here. Who has just come is left alone for a moment. */
  betterHolder(botId: string): string | null {
    const target = this.#rendezvous.pick(botId);
    if (target === null || this.isOwn(target)) return null;
    return this.#isLeaving || this.#settled.has(target) ? target : null;
  }

  private isOwn(processId: string): boolean {
    return processId === this.ownId;
  }
}
