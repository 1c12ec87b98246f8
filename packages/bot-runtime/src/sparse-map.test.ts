import { expect, test } from 'vitest';
import { SparseMap } from './sparse-map';

/** What a map of the same history holds. */
function liveThrough(steps: readonly (readonly [action: 'set' | 'delete', key: string])[]) {
  const sparse = new SparseMap<string, string>();
  const map = new Map<string, string>();
  for (const [place, [action, key]] of steps.entries()) {
    const value = `${key}${place}`;
    if (action === 'set') sparse.set(key, value);
    else sparse.delete(key);
    if (action === 'set') map.set(key, value);
    else map.delete(key);
    expect([...sparse.values()]).toEqual([...map.values()]);
    expect(sparse.size).toBe(map.size);
    for (const asked of ['a', 'b', 'c'])
      expect([sparse.get(asked), sparse.has(asked)]).toEqual([map.get(asked), map.has(asked)]);
  }
}

test('whatever is set and deleted, it holds what a map would', () => {
  const steps = (['a', 'b', 'c'] as const).flatMap((key) => [['set', key] as const, ['delete', key] as const]);
  const histories = (depth: number): (typeof steps)[] =>
    depth === 0 ? [[]] : histories(depth - 1).flatMap((history) => steps.map((step) => [...history, step]));
  for (const history of histories(5)) liveThrough(history);
});
