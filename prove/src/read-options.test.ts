import { expect, test } from 'vitest';
import { full, quick } from './plan';
import { readOptions } from './read-options';

test('everything is proven quickly unless something else is asked for', () => {
  const argv = ['--full', 'edge', 'security', '--seed', '7'];
  expect(readOptions([])).toMatchObject({ name: 'quick', plan: quick, parts: expect.arrayContaining(['runtime']) });
  expect(readOptions(argv)).toMatchObject({ name: 'full', plan: full, parts: ['security', 'edge'], seed: 7, argv });
  expect(readOptions(['--help'])).toBeNull();
});

test('the faults left out are left out of either plan, wherever the option stands', () => {
  const left = { managerKills: full.managerKills, sleeps: 0, databaseCrashes: 0, queueKills: 0, disturbances: 0 };
  for (const argv of [
    ['--full', '--only', 'kills'],
    ['--only', 'kills', '--full'],
  ]) {
    expect(readOptions(argv)?.plan).toMatchObject(left);
  }
});

test.each([
  [['nonsense'], 'no part "nonsense"; there are security, edge'],
  [['--nonsense'], "Unknown option '--nonsense'"],
  [['--only', 'kill'], 'no fault of --only "kill"; there are kills'],
  [['--only', ''], 'no fault of --only ""'],
  [['--seed', 'abc'], '--seed needs a whole number'],
  [['--seed', ''], '--seed needs a whole number'],
  [['--quick', '--full'], 'exclude each other'],
])('%j proves nothing and says why', (argv, words) => {
  expect(() => readOptions(argv)).toThrow(words);
});
