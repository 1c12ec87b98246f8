/**
 * A labelled world of referrals: honest people among farms, rings and second accounts. It was written before there was a
 * referee, and its seeds were fixed first: `tuningSeeds` may be looked at, `testSeeds` only counted.
 */
export const tuningSeeds = [11, 12, 13, 14, 15];
export const testSeeds = [901, 902, 903, 904, 905, 906, 907, 908, 909, 910];

export type ReferralLabel = 'honest' | 'farm' | 'slow_farm' | 'ring' | 'second_account';

/** What the bot sees of a person. */
export interface SeenPerson {
  id: number;
  languageCode: string;
  hasUsername: boolean;
  isPremium: boolean;
  firstSeenMs: number;
  /** Every act after the first, oldest first. */
  acts: { atMs: number; kind: 'message' | 'press' | 'vote' | 'game' }[];
}

/** Somebody opened somebody's link and was new. */
export interface SeenReferral {
  inviterId: number;
  invitedId: number;
  atMs: number;
  label: ReferralLabel;
}

export interface ReferralWorld {
  people: Map<number, SeenPerson>;
  referrals: SeenReferral[];
  endMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const days = 30;
const honestPeople = 5_000;
const languages = ['en', 'en', 'en', 'ru', 'ru', 'es', 'ar', 'de', 'id', 'pt'];

/** The same seed gives the same world. */
export function createReferralWorld(seed: number): ReferralWorld {
  const world = new WorldBuilder(seed);
  world.addHonest();
  for (let count = world.between(6, 10); count > 0; count -= 1) world.addFarm();
  for (let count = world.between(4, 7); count > 0; count -= 1) world.addSlowFarm();
  for (let count = world.between(6, 10); count > 0; count -= 1) world.addRing();
  for (let count = world.between(30, 60); count > 0; count -= 1) world.addSecondAccount();
  return world.build();
}

class WorldBuilder {
  readonly #random: () => number;
  readonly #people = new Map<number, SeenPerson>();
  readonly #referrals: SeenReferral[] = [];
  readonly #startMs = Date.UTC(2026, 0, 5);
  readonly #honest: SeenPerson[] = [];

  constructor(seed: number) {
    this.#random = mulberry32(seed);
  }

  build(): ReferralWorld {
    for (const { acts } of this.#people.values()) acts.sort((a, b) => a.atMs - b.atMs);
    this.#referrals.sort((a, b) => a.atMs - b.atMs);
    return { people: this.#people, referrals: this.#referrals, endMs: this.#startMs + days * dayMs };
  }

  /**
   * Most come by themselves. Some invite: a friend now and then, or a whole chat at once, whose members come within an
   * hour, speak one language and leave after a look. That is what a farm looks like too.
   */
  addHonest(): void {
    while (this.#honest.length < honestPeople) {
      const inviter = this.#chance(0.35) && this.#honest.length > 50 ? this.#pick(this.#honest) : null;
      if (inviter === null)
        this.#addHonestPerson(this.#startMs + this.#random() * (days - 3) * dayMs, this.#pick(languages));
      else if (this.#chance(0.06)) this.#shareInChat(inviter);
      else this.#inviteFriends(inviter);
    }
  }

  /** Bought accounts with ids close together, driven by a script that does just enough to count as active. */
  addFarm(): void {
    const boss = this.#addHonestPerson(this.#startMs + this.#random() * 10 * dayMs, this.#pick(languages));
    const startMs = boss.firstSeenMs + hourMs + this.#random() * 4 * dayMs;
    const language = this.#chance(0.7) ? boss.languageCode : this.#pick(languages);
    const gapMs = (1 + this.#random() * 12) * 60_000;
    const baseId = this.#newId() + 10_000_000_000;
    const script = {
      gapMs: 2_000 + this.#random() * 20_000,
      perDay: this.between(1, 3),
      secondDay: this.between(1, 2),
    };
    const count = this.between(20, 120);
    for (let index = 0; index < count; index += 1) {
      const atMs = startMs + index * gapMs * (0.7 + 0.6 * this.#random());
      const puppet = this.#addPerson(baseId + index * this.between(1, 400), atMs, language, {
        username: 0.15,
        premium: 0,
      });
      this.#drive(puppet, atMs, script);
      this.#refer(boss, puppet, atMs, 'farm');
    }
  }

  /** The same with patience: a few accounts a day, jittered acts, ids from all over. */
  addSlowFarm(): void {
    const boss = this.#addHonestPerson(this.#startMs + this.#random() * 5 * dayMs, this.#pick(languages));
    const count = this.between(15, 40);
    const perDay = this.between(2, 5);
    const hour = this.between(0, 23);
    for (let index = 0; index < count; index += 1) {
      const day = Math.floor(index / perDay);
      if (day > days - 6) break;
      const atMs = boss.firstSeenMs + (day + 1) * dayMs + (hour + this.#random() * 2) * hourMs;
      const puppet = this.#addPerson(this.#newId(), atMs, boss.languageCode, { username: 0.3, premium: 0 });
      this.#drive(puppet, atMs, {
        gapMs: 15_000 + this.#random() * 30_000,
        perDay: this.between(1, 3),
        secondDay: this.between(1, 3),
      });
      this.#refer(boss, puppet, atMs, 'slow_farm');
    }
  }

  /** A handful who all invite one another, each with an account or two of theirs besides. */
  addRing(): void {
    const size = this.between(4, 10);
    const startMs = this.#startMs + this.#random() * 12 * dayMs;
    const language = this.#pick(languages);
    const ring: SeenPerson[] = [];
    for (let index = 0; index < size; index += 1) {
      const atMs = startMs + index * hourMs * (0.5 + 4 * this.#random());
      const member = this.#addPerson(this.#newId(), atMs, language, { username: 0.6, premium: 0.05 });
      this.#live(member, atMs, 0.5);
      const inviter = ring.at(-1);
      if (inviter) this.#refer(inviter, member, atMs, 'ring');
      ring.push(member);
    }
    for (const member of ring) {
      for (let count = this.between(2, 4); count > 0; count -= 1) {
        const atMs = member.firstSeenMs + hourMs * (2 + 60 * this.#random());
        const puppet = this.#addPerson(this.#newId(), atMs, language, { username: 0.3, premium: 0 });
        this.#drive(puppet, atMs, { gapMs: 8_000 + this.#random() * 20_000, perDay: this.between(1, 2), secondDay: 1 });
        this.#refer(member, puppet, atMs, 'ring');
      }
    }
  }

  /** One person with a second phone: never on both at once, the second used only for what pays. */
  addSecondAccount(): void {
    const owner = this.#pick(this.#honest);
    const count = this.between(1, 3);
    for (let index = 0; index < count; index += 1) {
      const near = owner.acts[Math.floor(this.#random() * owner.acts.length)]?.atMs ?? owner.firstSeenMs;
      const atMs = near + (20 + this.#random() * 100) * 1_000;
      if (atMs > this.#startMs + (days - 4) * dayMs) continue;
      const second = this.#addPerson(this.#newId(), atMs, owner.languageCode, { username: 0.25, premium: 0 });
      this.#act(second, atMs + 15_000);
      for (let day = 1; day <= 2; day += 1) {
        const then = owner.acts.find((act) => act.atMs > atMs + day * dayMs - 8 * hourMs)?.atMs;
        if (then !== undefined) this.#act(second, then + (30 + this.#random() * 200) * 1_000);
      }
      this.#refer(owner, second, atMs, 'second_account');
    }
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  #inviteFriends(inviter: SeenPerson): void {
    for (let count = this.between(1, 3); count > 0; count -= 1) {
      const atMs = inviter.firstSeenMs + this.#random() * 9 * dayMs;
      const language = this.#chance(0.85) ? inviter.languageCode : this.#pick(languages);
      this.#refer(inviter, this.#addHonestPerson(atMs, language), atMs, 'honest');
    }
  }

  #shareInChat(inviter: SeenPerson): void {
    const startMs = inviter.firstSeenMs + this.#random() * 10 * dayMs;
    for (let count = this.between(5, 45); count > 0; count -= 1) {
      // Those who read at once, and those who read in the evening.
      const atMs = startMs + -Math.log(1 - this.#random()) * 50 * 60_000;
      const language = this.#chance(0.93) ? inviter.languageCode : this.#pick(languages);
      this.#refer(inviter, this.#addHonestPerson(atMs, language, 0.35), atMs, 'honest');
    }
  }

  #addHonestPerson(atMs: number, language: string, interest = 0.55): SeenPerson {
    const person = this.#addPerson(this.#newId(), atMs, language, { username: 0.7, premium: 0.08 });
    this.#live(person, atMs, interest);
    this.#honest.push(person);
    return person;
  }

  #addPerson(id: number, atMs: number, languageCode: string, odds: { username: number; premium: number }): SeenPerson {
    const person: SeenPerson = {
      id,
      languageCode,
      hasUsername: this.#chance(odds.username),
      isPremium: this.#chance(odds.premium),
      firstSeenMs: atMs,
      acts: [],
    };
    this.#people.set(id, person);
    return person;
  }

  /** Some look once and leave; others come back at their own hours, a little at a time, for days. */
  #live(person: SeenPerson, atMs: number, interest: number): void {
    const hour = 7 + this.#random() * 15;
    const patience = this.#chance(interest) ? 2 + -Math.log(1 - this.#random()) * 7 : this.#random() * 1.2;
    for (let day = 0; day <= patience; day += 1) {
      if (day > 0 && this.#chance(0.35)) continue;
      const midnight = Math.floor(atMs / dayMs) * dayMs + day * dayMs;
      let at = day === 0 ? atMs : midnight + (hour + (this.#random() - 0.5) * 7) * hourMs;
      for (let count = 1 + Math.floor(-Math.log(1 - this.#random()) * 5); count > 0; count -= 1) {
        at += 1_500 + -Math.log(1 - this.#random()) * 40_000;
        if (at < this.#startMs + days * dayMs) this.#act(person, at);
      }
    }
  }

  #drive(puppet: SeenPerson, atMs: number, script: { gapMs: number; perDay: number; secondDay: number }): void {
    for (let act = 1; act <= script.perDay; act += 1)
      this.#act(puppet, atMs + act * script.gapMs * (0.85 + 0.3 * this.#random()));
    const back = atMs + script.secondDay * dayMs + (this.#random() - 0.5) * 2 * hourMs;
    for (let act = 0; act < script.perDay; act += 1)
      this.#act(puppet, back + act * script.gapMs * (0.85 + 0.3 * this.#random()));
  }

  #act(person: SeenPerson, atMs: number): void {
    const kinds = ['message', 'press', 'press', 'vote', 'game'] as const;
    person.acts.push({ atMs, kind: kinds[Math.floor(this.#random() * kinds.length)] ?? 'press' });
  }

  #refer(inviter: SeenPerson, invited: SeenPerson, atMs: number, label: ReferralLabel): void {
    this.#referrals.push({ inviterId: inviter.id, invitedId: invited.id, atMs, label });
  }

  /** Spread as ids of real accounts are: old ones dense and small, new ones wide and large. */
  #newId(): number {
    const id = Math.floor(this.#chance(0.5) ? this.#random() * 2e9 : 5e9 + this.#random() * 3e9) + 1_000_000;
    return this.#people.has(id) ? this.#newId() : id;
  }

  #chance(odds: number): boolean {
    return this.#random() < odds;
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }
}

/** A small generator of numbers from 0 to 1 that a seed fixes. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
