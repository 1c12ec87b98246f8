import { expect, test } from 'vitest';
import { Fifo } from './fifo';

test('what goes in first comes out first, through any mixture of taking and giving', () => {
  const fifo = new Fifo<number>();
  const taken: number[] = [];
  let given = 0;
  for (let round = 1; round <= 200; round += 1) {
    for (let index = 0; index < round % 7; index += 1) {
      fifo.push(given);
      given += 1;
    }
    for (let index = 0; index < round % 5; index += 1) {
      const item = fifo.shift();
      if (item !== undefined) taken.push(item);
    }
    expect(fifo.size).toBe(given - taken.length);
    expect(fifo.at(0)).toBe(fifo.size === 0 ? undefined : taken.length);
    expect(fifo.toArray()).toEqual(Array.from({ length: fifo.size }, (_, index) => taken.length + index));
  }
  while (fifo.size > 0) taken.push(fifo.shift() ?? -1);
  expect(taken).toEqual(Array.from({ length: given }, (_, index) => index));
});

test('an empty one gives nothing, and takes again after it was cleared', () => {
  const fifo = new Fifo<string>();
  expect(fifo.shift()).toBeUndefined();
  fifo.push('a');
  fifo.push('b');
  fifo.shift();
  fifo.clear();
  expect([fifo.size, fifo.at(0), fifo.shift()]).toEqual([0, undefined, undefined]);
  fifo.push('c');
  expect(fifo.shift()).toBe('c');
});
