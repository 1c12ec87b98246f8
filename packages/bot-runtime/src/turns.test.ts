import { expect, test } from 'vitest';
import { Turns } from './turns';

test('what shares a key runs one after another, a failure before it notwithstanding; settle waits for the last', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const gates: (() => void)[] = [];
  const held = (name: string) => async () => {
    await new Promise<void>((resolve) => gates.push(resolve));
    seen.push(name);
    if (name === 'fails') throw new Error(name);
  };
  const failing = turns.take('one', held('fails'));
  void turns.take('one', held('last'));
  void turns.take('other', async () => seen.push('other'));
  const settled = turns.settle().then(() => seen.push('settled'));
  await Promise.resolve();
  gates.shift()?.();
  await expect(failing).rejects.toThrow('fails');
  await new Promise((resolve) => setImmediate(resolve));
  gates.shift()?.();
  await settled;
  expect(seen).toEqual(['other', 'fails', 'last', 'settled']);
});
