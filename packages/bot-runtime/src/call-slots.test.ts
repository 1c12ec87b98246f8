import { expect, test } from 'vitest';
import { CallSlots } from './call-slots';

const settled = () => new Promise((resolve) => setImmediate(resolve));

function takeFree(slots: CallSlots, nowMs: number, fromId = 1): number {
  let taken = 0;
  while (slots.hasFree(nowMs)) {
    slots.take(fromId + taken, nowMs);
    taken += 1;
  }
  return taken;
}

test('a bot has 128 slots, and one that is given back is there again', () => {
  const slots = new CallSlots();
  expect(takeFree(slots, 0)).toBe(128);
  expect(slots.has(128)).toBe(true);
  slots.give(128);
  expect([slots.has(128), slots.hasFree(0)]).toEqual([false, true]);
});

test('a bot with a call older than two seconds gets four, until that one ends', () => {
  const slots = new CallSlots();
  slots.take(1, 0);
  expect(takeFree(slots, 2_001, 2)).toBe(3);
  slots.give(1);
  expect(takeFree(slots, 2_001, 10)).toBe(125);
});

test('a slot that is given back wakes the first who waits, and all wake when the bot is held', async () => {
  const slots = new CallSlots();
  takeFree(slots, 0);
  const woken: string[] = [];
  for (const name of ['a', 'b', 'c']) void slots.wait().then(() => woken.push(name));
  slots.give(1);
  await settled();
  expect(woken).toEqual(['a']);
  slots.wakeAll();
  await settled();
  expect(woken).toEqual(['a', 'b', 'c']);
});

test('when the slow call ends, as many wake as there are places then', async () => {
  const slots = new CallSlots();
  slots.take(1, 0);
  let woken = 0;
  for (let index = 0; index < 200; index += 1) {
    void slots.wait().then(() => {
      woken += 1;
    });
  }
  slots.give(1);
  await settled();
  expect(woken).toBe(128);
});
