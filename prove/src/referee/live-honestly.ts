import type { Random } from '../random';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const worldStartMs = Date.parse('2026-03-01T00:00:00Z');
export const worldDays = 40;
export const worldEndMs = worldStartMs + worldDays * dayMs;

/** How somebody lives with a bot. */
export interface Habit {
  /** Hours after midnight UTC around which they look at it. */
  hours: readonly number[];
  /** How likely they come on a day of their time. */
  perDay: number;
  /** Days after which they are gone. */
  stays: number;
  actsMean: number;
}

export function randomHabit(random: Random): Habit {
  const wakesAt = random.between(0, 24);
  const hours = Array.from({ length: 1 + random.below(3) }, () => (wakesAt + random.between(0, 15)) % 24);
  const isPassing = random.next() < 0.3;
  return {
    hours,
    perDay: 0.1 + 0.85 * random.next() ** 1.5,
    stays: isPassing ? random.below(2) : exponential(random, 14),
    actsMean: random.between(2, 9),
  };
}

/** What a person does from the moment they came: whole sittings, with the pauses of somebody who reads. */
export function liveHonestly(random: Random, sinceMs: number, habit: Habit): number[] {
  const acts = sitting(random, sinceMs, habit.actsMean);
  const firstDay = Math.floor(sinceMs / dayMs);
  for (let day = 1; day <= habit.stays; day += 1) {
    if (random.next() > habit.perDay) continue;
    for (const hour of habit.hours) {
      if (random.next() > 0.6) continue;
      const atMs = (firstDay + day) * dayMs + (hour + gaussian(random) * 0.8) * hourMs;
      if (atMs > sinceMs) acts.push(...sitting(random, atMs, habit.actsMean));
    }
  }
  return acts.filter((atMs) => atMs < worldEndMs).sort((a, b) => a - b);
}

/** Acts of one sitting; pauses are mostly seconds and sometimes minutes. */
export function sitting(random: Random, atMs: number, actsMean: number): number[] {
  const count = 1 + Math.floor(exponential(random, actsMean));
  const acts: number[] = [];
  let nowMs = atMs;
  for (let index = 0; index < count; index += 1) {
    acts.push(Math.round(nowMs));
    nowMs += 1_000 + 12_000 * Math.exp(gaussian(random));
  }
  return acts;
}

export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}

export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
