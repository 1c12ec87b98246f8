export const attackLabels = [
  'jittered farm',
  'slow farm',
  'copying farm',
  'ring',
  'self-invite',
  'mixed farm',
] as const;
export const honestLabels = [
  'friend',
  'friend of a friend',
  'popular post',
  'classroom',
  'family',
  'active inviter',
  'beside a farm',
] as const;
export type WorldLabel = (typeof attackLabels)[number] | (typeof honestLabels)[number];

export interface Invitation {
  inviter: string;
  invited: string;
  atMs: number;
  label: WorldLabel;
}

/** What a bot could have seen, and what only the maker of the world knows: the labels. */
export interface WorldLog {
  invitations: Invitation[];
  /** Moments at which each person did something, in their order. */
  acts: Map<string, number[]>;
}

/** A world in the making. */
export class World {
  readonly #acts = new Map<string, number[]>();
  readonly #invitations: Invitation[] = [];
  readonly #honest: string[] = [];
  readonly #invited = new Set<string>();

  get honestCount(): number {
    return this.#honest.length;
  }

  get honest(): readonly string[] {
    return this.#honest;
  }

  actsOf(person: string): readonly number[] {
    return this.#acts.get(person) ?? [];
  }

  isInvited(person: string): boolean {
    return this.#invited.has(person);
  }

  addHonest(acts: readonly number[]): string {
    const person = this.addPerson(acts);
    this.#honest.push(person);
    return person;
  }

  addPerson(acts: readonly number[]): string {
    // Ids tell nothing of who came when or why.
    const person = String(1_000_000 + ((this.#acts.size * 7_919) % 899_981));
    this.#acts.set(
      person,
      [...acts].sort((a, b) => a - b),
    );
    return person;
  }

  /** More that a person did. */
  act(person: string, acts: readonly number[]): void {
    this.#acts.set(
      person,
      [...this.actsOf(person), ...acts].sort((a, b) => a - b),
    );
  }

  invite(label: WorldLabel, inviter: string, invited: string, atMs: number): void {
    this.#invited.add(invited);
    this.#invitations.push({ label, inviter, invited, atMs: Math.round(atMs) });
  }

  log(): WorldLog {
    return { invitations: this.#invitations.sort((a, b) => a.atMs - b.atMs), acts: this.#acts };
  }
}
