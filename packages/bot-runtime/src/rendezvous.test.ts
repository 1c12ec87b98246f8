import { expect, test } from 'vitest';
import { Rendezvous } from './rendezvous';

const processCount = 100;
const botCount = 1_000_000;

const processIds = Array.from({ length: processCount }, (_, index) => `prc_${index.toString(36).padStart(26, '0')}`);
const botId = (index: number) => `bot_01kb${index.toString(36).padStart(22, '0')}`;

/** Each bot's process, as the index of the process. */
function place(ids: readonly string[]): Uint8Array {
  const rendezvous = new Rendezvous(ids);
  const indexOf = new Map(processIds.map((id, index) => [id, index]));
  return Uint8Array.from({ length: botCount }, (_, index) => indexOf.get(rendezvous.pick(botId(index)) ?? '') ?? 255);
}

function sharesOf(places: Uint8Array): number[] {
  const shares = new Array<number>(processCount).fill(0);
  for (const place of places) shares[place] = (shares[place] ?? 0) + 1;
  return shares;
}

test('a million bots lie evenly on a hundred processes, and one that dies or joins moves only its own share', () => {
  const dead = 41;
  const before = place(processIds);
  const after = place(processIds.filter((_, index) => index !== dead));

  const ideal = botCount / processCount;
  const shares = sharesOf(before);
  const fullest = Math.max(...shares) / ideal;
  const emptiest = Math.min(...shares) / ideal;
  expect(fullest).toBeLessThan(1.05);
  expect(emptiest).toBeGreaterThan(0.95);

  // Read backwards this is a join: what moves to the newcomer is what left the dead one.
  const gained = sharesOf(after).map((share, index) => share - (shares[index] ?? 0));
  const moved = before.reduce((sum, place, index) => sum + (place === after[index] ? 0 : 1), 0);
  expect(moved).toBe(shares[dead]);
  const heirs = gained.filter((_, index) => index !== dead);
  const idealGain = (shares[dead] ?? 0) / (processCount - 1);
  expect(Math.min(...heirs)).toBeGreaterThan(idealGain * 0.5);
  expect(Math.max(...heirs)).toBeLessThan(idealGain * 1.5);
  console.info(
    `1,000,000 bots on 100 processes: shares ${(emptiest * 100).toFixed(1)} % to ${(fullest * 100).toFixed(1)} % of even; ` +
      `one death moves ${moved} bots, ${Math.min(...heirs)} to ${Math.max(...heirs)} to each of the others`,
  );
});

test('processes agree whatever order they list each other in, and nobody is picked from nobody', () => {
  const forwards = new Rendezvous(processIds);
  const backwards = new Rendezvous([...processIds].reverse());
  for (let index = 0; index < 1_000; index += 1) expect(forwards.pick(botId(index))).toBe(backwards.pick(botId(index)));
  expect(new Rendezvous([]).pick('bot')).toBeNull();
});
