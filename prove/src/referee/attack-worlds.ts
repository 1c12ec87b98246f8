import { Random } from '../random';
import * as attacks from './attackers';
import * as bursts from './honest-bursts';
import { dayMs, exponential, liveHonestly, randomHabit, worldStartMs } from './live-honestly';
import { World, type WorldLog } from './world';

/** Worlds that no rule of the referee was fitted to, fixed before it was judged by them, once. */
export const unseenSeeds = [110_001, 110_002, 110_003, 110_004, 110_005];

export const honestPeople = 5_000;

const inviteShare = 0.2;
/** In every second world friends bring friends twice as often, and honest lines grow long. */
const eagerInviteShare = 0.4;

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
  const share = seed % 2 === 0 ? eagerInviteShare : inviteShare;
  for (const person of [...world.honest]) if (random.next() < share) inviteFriends(world, random, person, share);
  while (world.honestCount < honestPeople) {
    const person = honest(world, random, worldStartMs + random.between(0, 28) * dayMs);
    if (random.next() < inviteShare) inviteFriends(world, random, person, share);
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

/** Friends invite friends in their turn. */
function inviteFriends(world: World, random: Random, inviter: string, onwardShare: number): void {
  const sinceMs = world.actsOf(inviter)[0] ?? worldStartMs;
  const friends = 1 + Math.floor(exponential(random, 1));
  const isTogether = random.next() < 0.2;
  const firstMs = sinceMs + exponential(random, 3) * dayMs;
  for (let index = 0; index < friends && world.honestCount < honestPeople; index += 1) {
    const atMs = isTogether ? firstMs + random.between(0, 1_800_000) : sinceMs + exponential(random, 5) * dayMs;
    const friend = honest(world, random, atMs);
    world.invite(world.isInvited(inviter) ? 'friend of a friend' : 'friend', inviter, friend, atMs);
    if (random.next() < onwardShare) inviteFriends(world, random, friend, onwardShare);
  }
}

function repeat(times: number, act: () => void): void {
  for (let index = 0; index < times; index += 1) act();
}
