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
import type { World, WorldLabel } from './world';

/** A program makes accounts minutes apart and lets each act on the days that are asked for, at scattered times. */
export function jitteredFarm(world: World, random: Random): void {
  const beganMs = start(random, 24);
  const owner = keeper(world, random, beganMs);
  let joinedMs = beganMs;
  const size = 10 + random.below(30);
  for (let index = 0; index < size; index += 1) {
    joinedMs += 8 * minuteMs * Math.exp(gaussian(random));
    addAlt(world, 'jittered farm', owner, joinedMs, scriptedActs(random, joinedMs));
  }
}

/** One account or less a day, for weeks. */
export function slowFarm(world: World, random: Random): void {
  const beganMs = start(random, 4);
  const owner = keeper(world, random, beganMs);
  let joinedMs = beganMs;
  const size = 8 + random.below(12);
  for (let index = 0; index < size; index += 1) {
    joinedMs += random.between(0.5, 2) * dayMs;
    const wakingMs = Math.floor(joinedMs / dayMs) * dayMs + random.between(8, 22) * hourMs;
    addAlt(world, 'slow farm', owner, wakingMs, scriptedActs(random, wakingMs));
  }
}

/** Accounts replay what honest people of the same bot did, moved in time and shaken by seconds. */
export function copyingFarm(world: World, random: Random): void {
  const beganMs = start(random, 14);
  const owner = keeper(world, random, beganMs);
  const size = 8 + random.below(17);
  const recordings = random
    .shuffled(world.honest.filter((person) => daysOf(world.actsOf(person)) >= 2))
    .slice(0, 2 + random.below(Math.ceil(size / 2)));
  let joinedMs = beganMs;
  for (let index = 0; index < size; index += 1) {
    joinedMs += exponential(random, 6) * hourMs;
    const recorded = world.actsOf(random.pick(recordings) ?? owner);
    const firstMs = recorded[0] ?? 0;
    const acts = recorded
      .filter((atMs) => atMs < firstMs + 8 * dayMs)
      .map((atMs) => Math.round(joinedMs + atMs - firstMs + random.between(0, 20_000)));
    addAlt(world, 'copying farm', owner, joinedMs, acts);
  }
}

/** Accounts of one person, each invited by the one before; now and then the first comes anew by the last one's link. */
export function chain(world: World, random: Random): void {
  const beganMs = start(random, 18);
  const first = keeper(world, random, beganMs);
  let inviter = first;
  let joinedMs = beganMs;
  const size = 5 + random.below(8);
  for (let index = 0; index < size; index += 1) {
    joinedMs += exponential(random, 3) * hourMs;
    inviter = addAlt(world, 'ring', inviter, joinedMs, handActs(random, joinedMs));
  }
  if (random.next() < 0.5) {
    joinedMs += exponential(random, 3) * hourMs;
    world.act(first, handActs(random, joinedMs));
    world.invite('ring', inviter, first, joinedMs);
  }
}

/** The same as a tree: each account brings three. */
export function tree(world: World, random: Random): void {
  const beganMs = start(random, 16);
  const waiting = [keeper(world, random, beganMs)];
  let joinedMs = beganMs;
  const size = 9 + random.below(9);
  for (let index = 0; index < size; index += 1) {
    joinedMs += exponential(random, 2) * hourMs;
    const inviter = waiting[Math.floor(index / 3)] ?? waiting[0] ?? '';
    waiting.push(addAlt(world, 'ring', inviter, joinedMs, handActs(random, joinedMs)));
  }
}

/** One person, one to three further accounts on the same phone, each used after the other. */
export function selfInviter(world: World, random: Random): void {
  const sinceMs = start(random, 20);
  const main = world.addPerson(liveHonestly(random, sinceMs, { ...randomHabit(random), stays: 20, perDay: 0.8 }));
  const ownSittings = endsOfSittings(world.actsOf(main));
  const alts = 1 + random.below(3);
  for (let index = 0; index < alts; index += 1) {
    const from = random.below(Math.max(1, ownSittings.length - 4));
    const chosen = ownSittings.slice(from, from + 2 + random.below(3));
    const acts = chosen.flatMap((endedMs) =>
      sitting(random, endedMs + (index + random.between(0.3, 2)) * minuteMs, 1.5),
    );
    const joinedMs = acts[0] ?? sinceMs;
    if (daysOf(acts) < 2) acts.push(...sitting(random, joinedMs + random.between(20, 60) * hourMs, 1.5));
    addAlt(world, 'self-invite', main, joinedMs, acts);
  }
}

/** A farm that hides among friends: some of the invited are people, the others are half scripts, half by hand. */
export function mixedFarm(world: World, random: Random): void {
  const beganMs = start(random, 12);
  const owner = keeper(world, random, beganMs);
  const friends = 6 + random.below(14);
  for (let index = 0; index < friends; index += 1) {
    const atMs = beganMs + random.between(0, 12) * dayMs;
    world.invite('beside a farm', owner, world.addHonest(liveHonestly(random, atMs, randomHabit(random))), atMs);
  }
  const alts = 5 + random.below(8);
  for (let index = 0; index < alts; index += 1) {
    const joinedMs = beganMs + random.between(0, 12) * dayMs;
    const acts = random.next() < 0.5 ? scriptedActs(random, joinedMs) : handActs(random, joinedMs);
    addAlt(world, 'mixed farm', owner, joinedMs, acts);
  }
}

function addAlt(world: World, label: WorldLabel, inviter: string, joinedMs: number, acts: readonly number[]): string {
  const alt = world.addPerson(acts);
  world.invite(label, inviter, alt, joinedMs);
  return alt;
}

/** The account that gets the points, used by a person. */
function keeper(world: World, random: Random, beganMs: number): string {
  const sinceMs = beganMs - random.between(0.1, 72) * hourMs;
  return world.addPerson(liveHonestly(random, sinceMs, { ...randomHabit(random), stays: 25, perDay: 0.7 }));
}

/** As little as is paid for: two days, seldom three, a few acts each, at any time of the day. */
function scriptedActs(random: Random, joinedMs: number): number[] {
  const acts = fewActs(random, joinedMs);
  const further = random.next() < 0.25 ? 2 : 1;
  let day = Math.floor(joinedMs / dayMs);
  for (let index = 0; index < further; index += 1) {
    day += 1 + random.below(2);
    acts.push(...fewActs(random, day * dayMs + random.between(0, 23.5) * hourMs));
  }
  return acts;
}

function fewActs(random: Random, atMs: number): number[] {
  let nowMs = atMs;
  return Array.from({ length: 1 + random.below(4) }, (_, index) => {
    if (index > 0) nowMs += random.between(2, 90) * 1_000;
    return Math.round(nowMs);
  });
}

/** As somebody does who changes accounts by hand: short sittings on two to four days. */
function handActs(random: Random, joinedMs: number): number[] {
  const acts = sitting(random, joinedMs, 2);
  const further = 1 + random.below(3);
  for (let index = 1; index <= further; index += 1) {
    acts.push(...sitting(random, joinedMs + (index * 24 + gaussian(random) * 3) * hourMs, 2));
  }
  return acts;
}

function endsOfSittings(acts: readonly number[]): number[] {
  return acts.filter((atMs, index) => (acts[index + 1] ?? Number.POSITIVE_INFINITY) - atMs > 30 * minuteMs);
}

function daysOf(acts: readonly number[]): number {
  return new Set(acts.map((atMs) => Math.floor(atMs / dayMs))).size;
}

function start(random: Random, latestDay: number): number {
  return worldStartMs + random.between(1, latestDay) * dayMs;
}
