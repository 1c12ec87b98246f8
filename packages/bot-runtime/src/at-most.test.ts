import { expect, test } from 'vitest';
import { atMost } from './at-most';

test('so many run at once; who waits begins in its order, when one ended well or badly and before that is told', async () => {
  const told: string[] = [];
  const ends: ((isWell: boolean) => void)[] = [];
  const run = atMost(2);
  const task = (name: string) => () => {
    told.push(`${name} begins`);
    return new Promise<void>((resolve, reject) =>
      ends.push((isWell) => (isWell ? resolve() : reject(new Error(name)))),
    );
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    run(task(name)).then(
      () => told.push(`${name} is done`),
      () => told.push(`${name} failed`),
    ),
  );
  await settled();
  expect(told).toEqual(['a begins', 'b begins']);
  for (const [index, isWell] of [true, false, true, true, true].entries()) {
    ends[index]?.(isWell);
    await settled();
  }
  await Promise.all(all);
  expect(told).toEqual([
    'a begins',
    'b begins',
    'c begins',
    'a is done',
    'd begins',
    'b failed',
    'e begins',
    'c is done',
    'd is done',
    'e is done',
  ]);
  await run(async () => told.push('f'));
  expect(told.at(-1)).toBe('f');
});
