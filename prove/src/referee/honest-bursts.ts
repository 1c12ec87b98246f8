import type { Random } from '../random';
import {
  dayMs,
  exponential,
  gaussian,
  hourMs,
  liveHonestly,
  minuteMs,
  randomHabit,
  sitting,
  worldStartMs,
} from './live-honestly';
import type { World } from './world';

/** A link under a post that many read: dozens within hours, strangers to one another. */
export function popularPost(world: World, random: Random): void {
  const postedMs = worldStartMs + random.between(2, 18) * dayMs;
  const author = world.addHonest(liveHonestly(random, postedMs - dayMs, randomHabit(random)));
  const readers = 40 + random.below(80);
  for (let index = 0; index < readers; index += 1) {
    const atMs = postedMs + exponential(random, 4) * hourMs;
    const reader = world.addHonest(liveHonestly(random, atMs, randomHabit(random)));
    world.invite('popular post', author, reader, atMs);
  }
}

/** A teacher shows a link; the class comes within minutes and comes back in the same lessons. */
export function classroom(world: World, random: Random): void {
  const lessonMs = worldStartMs + (1 + random.below(14)) * dayMs + random.between(7, 14) * hourMs;
  const lessons = [0, ...[2, 7, 9, 14].filter(() => random.next() < 0.6)];
  const inLesson = () =>
    lessons
      .filter((day) => day === 0 || random.next() < 0.85)
      .flatMap((day) => sitting(random, lessonMs + day * dayMs + random.between(5, 25) * minuteMs, 6));
  const teacher = world.addHonest([...liveHonestly(random, lessonMs - 2 * dayMs, randomHabit(random)), ...inLesson()]);
  const pupils = 15 + random.below(15);
  for (let index = 0; index < pupils; index += 1) {
    const acts = inLesson().sort((a, b) => a - b);
    const atMs = acts[0] ?? lessonMs;
    const isKeen = random.next() < 0.4;
    const atHome = isKeen ? liveHonestly(random, atMs + 5 * hourMs, randomHabit(random)) : [];
    world.invite('classroom', teacher, world.addHonest([...acts, ...atHome]), atMs);
  }
}

/** Somebody sets up the phones of the family one after another; they play in the same evenings, often side by side. */
export function family(world: World, random: Random): void {
  const evening = worldStartMs + random.below(22) * dayMs + random.between(17, 21) * hourMs;
  const elder = world.addHonest(liveHonestly(random, evening - random.between(0.1, 48) * hourMs, randomHabit(random)));
  const evenings = Array.from({ length: 16 }, (_, day) => day + 1).filter(() => random.next() < 0.45);
  let setUpMs = evening;
  const relatives = 2 + random.below(3);
  for (let index = 0; index < relatives; index += 1) {
    setUpMs += random.between(1.5, 12) * minuteMs;
    const acts = sitting(random, setUpMs, 4);
    for (const day of evenings) {
      const togetherMs = evening + day * dayMs + gaussian(random) * 20 * minuteMs;
      if (random.next() < 0.75) acts.push(...sitting(random, togetherMs, 5));
    }
    world.invite('family', elder, world.addHonest(acts), setUpMs);
  }
  for (const day of evenings) world.act(elder, sitting(random, evening + day * dayMs, 5));
}

/** Somebody who tells everybody they meet, for weeks. */
export function activeInviter(world: World, random: Random): void {
  const sinceMs = worldStartMs + random.between(0, 5) * dayMs;
  const inviter = world.addHonest(liveHonestly(random, sinceMs, { ...randomHabit(random), stays: 30, perDay: 0.9 }));
  const met = 12 + random.below(20);
  for (let index = 0; index < met; index += 1) {
    const atMs = sinceMs + random.between(0, 22) * dayMs;
    world.invite('active inviter', inviter, world.addHonest(liveHonestly(random, atMs, randomHabit(random))), atMs);
  }
}
