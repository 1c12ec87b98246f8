import { Random } from '../random';
import * as attacks from './attackers';
import * as bursts from './honest-bursts';
import { dayMs, exponential, liveHonestly, randomHabit, worldStartMs } from './live-honestly';
import { World, type WorldLog } from './world';

/** Worlds that no rule of the referee was fitted to, fixed before it was judged by them, once. */
export const unseenSeeds = [90_001, 90_002, 90_003, 90_004, 90_005];

export const honestPeople = 5_000;

/**
 * A made-up month of a bot with its honest people and those who invite themselves. It knows nothing of the referee:
 * it tells only who came by whose link and who did something when.
 */
export function makeWorld(seed: number): WorldLog {
  const random = new Random(seed);
  const world = new World();
  repeat(2, () => bursts.popularPost(world, random));
  repeat(3, () => bursts.classroom(world, random));
  repeat(30, () => bursts.family(world, random));
  repeat(3, () => bursts.activeInviter(world, random));
  repeat(4, () => attacks.mixedFarm(world, random));
  while (world.honestCount < honestPeople) {
    const person = honest(world, random, worldStartMs + random.between(0, 28) * dayMs);
    if (random.next() < 0.2) inviteFriends(world, random, person);
  }
  repeat(3, () => attacks.jitteredFarm(world, random));
  repeat(3, () => attacks.slowFarm(world, random));
  repeat(3, () => attacks.copyingFarm(world, random));
  repeat(2, () => attacks.chain(world, random));
  repeat(2, () => attacks.tree(world, random));
  repeat(40, () => attacks.selfInviter(world, random));
  return world.log();
}

function honest(world: World, random: Random, atMs: number): string {
  return world.addHonest(liveHonestly(random, atMs, randomHabit(random)));
}

function inviteFriends(world: World, random: Random, inviter: string): void {
  const sinceMs = world.actsOf(inviter)[0] ?? worldStartMs;
  const friends = 1 + Math.floor(exponential(random, 1));
  const isTogether = random.next() < 0.2;
  const firstMs = sinceMs + exponential(random, 3) * dayMs;
  for (let index = 0; index < friends && world.honestCount < honestPeople; index += 1) {
    const atMs = isTogether ? firstMs + random.between(0, 1_800_000) : sinceMs + exponential(random, 5) * dayMs;
    world.invite('friend', inviter, honest(world, random, atMs), atMs);
  }
}

function repeat(times: number, act: () => void): void {
  for (let index = 0; index < times; index += 1) act();
}
