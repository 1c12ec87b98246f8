import type { Circle, Trace } from './judge-referral';

const dayMs = 86_400_000;
const actsADayMax = 50;
const lineSteps = 3;

/** Somebody came by somebody's link. */
export interface SeenLink {
  inviter: string;
  invited: string;
  atMs: number;
}

/** What the product's tables would hold of a world, reckoned without them. */
export class SeenLinks<Link extends SeenLink = SeenLink> {
  readonly #by = new Map<string, Link[]>();
  readonly #of = new Map<string, Link>();

  /** `acts`: when each person did something, oldest first; the first of them is their coming. */
  constructor(
    readonly all: readonly Link[],
    readonly acts: ReadonlyMap<string, readonly number[]>,
  ) {
    for (const link of all) {
      this.#by.set(link.inviter, [...(this.#by.get(link.inviter) ?? []), link]);
      this.#of.set(link.invited, link);
    }
  }

  /** What the referee might look at for a link at that time. */
  circleOf(link: Link, untilMs: number): Circle {
    const { inviter, invited } = link;
    const broughtBy = (person: string | undefined) =>
      (person === undefined ? [] : (this.#by.get(person) ?? [])).filter((one) => one !== link && one.atMs <= untilMs);
    const traceOf = (one: Link) => this.#trace(one.invited, one.atMs, untilMs);
    const kin = new Set([...broughtBy(this.#of.get(inviter)?.inviter), ...broughtBy(invited)]);
    return {
      invited: traceOf(link),
      inviter: this.#trace(inviter, this.cameAt(inviter), untilMs),
      siblings: broughtBy(inviter).map(traceOf),
      kin: [...kin].map(traceOf),
      line: [...this.#lineUp(inviter), ...this.#lineDown(invited)].filter((one) => one.atMs <= untilMs).map(traceOf),
    };
  }

  cameAt(person: string): number {
    return this.acts.get(person)?.[0] ?? 0;
  }

  #lineUp(person: string, steps = lineSteps): Link[] {
    const own = this.#of.get(person);
    return own === undefined || steps === 0 ? [] : [own, ...this.#lineUp(own.inviter, steps - 1)];
  }

  #lineDown(person: string, steps = lineSteps): Link[] {
    if (steps === 0) return [];
    return (this.#by.get(person) ?? []).flatMap((one) => [one, ...this.#lineDown(one.invited, steps - 1)]);
  }

  #trace(person: string, firstSeenMs: number, untilMs: number): Trace {
    const perDay = new Map<number, number>();
    const actsMs = (this.acts.get(person) ?? [])
      .map((atMs) => Math.floor(atMs / 1_000) * 1_000)
      .filter((atMs) => {
        if (atMs <= firstSeenMs || atMs > untilMs) return false;
        const count = (perDay.get(Math.floor(atMs / dayMs)) ?? 0) + 1;
        perDay.set(Math.floor(atMs / dayMs), count);
        return count <= actsADayMax;
      });
    return { firstSeenMs, actsMs };
  }
}
