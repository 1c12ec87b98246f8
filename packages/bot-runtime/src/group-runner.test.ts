import { expect, test, vi } from 'vitest';
import { GroupRunner } from './group-runner';

/** What ended has ended, and what that begins is under way. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('everything that waits when a run returns goes with the next one, and each gets its own result', async () => {
  const runs: (readonly number[])[] = [];
  let finish: () => void = () => undefined;
  const group = new GroupRunner<number, string>({
    itemsMax: 3,
    run: async (items) => {
      runs.push(items);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return items.map((item) => `answer ${item}`);
    },
  });
  const answers = [group.add(1)];
  await settled();
  for (const item of [2, 3, 4, 5]) answers.push(group.add(item));
  for (let run = 0; run < 3; run += 1) {
    finish();
    await settled();
  }
  expect(runs).toEqual([[1], [2, 3, 4], [5]]);
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5].map((item) => `answer ${item}`));
});

test('many that wait are shared between two runs side by side, never more, and a few wait for one to return', async () => {
  const runs: (readonly number[])[] = [];
  const finishes: (() => void)[] = [];
  const group = new GroupRunner<number, number>({
    itemsMax: 100,
    besideFrom: 3,
    run: async (items) => {
      runs.push(items);
      await new Promise<void>((resolve) => finishes.push(resolve));
      return items;
    },
  });
  const add = (...items: number[]) => items.map((item) => group.add(item));
  const answers = add(1, 2, 3, 4, 5, 6);
  await settled();
  expect(runs).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  answers.push(...add(7, 8, 9));
  await settled();
  expect(runs.length).toBe(2);
  finishes[0]?.();
  await settled();
  expect(runs[2]).toEqual([7, 8, 9]);
  finishes[1]?.();
  answers.push(...add(10, 11));
  await settled();
  expect(runs.length).toBe(3);
  finishes[2]?.();
  await settled();
  finishes[3]?.();
  expect(runs[3]).toEqual([10, 11]);
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a run that one item spoils is halved until only that item gets the error', async () => {
  const runs: (readonly number[])[] = [];
  const parts: (readonly number[])[] = [];
  const group = new GroupRunner<number, number>({
    itemsMax: 100,
    isItemsFault: () => true,
    run: async (items, isPart) => {
      (isPart ? parts : runs).push(items);
      if (items.includes(11)) throw new Error('eleven');
      return items;
    },
  });
  const given = Array.from({ length: 16 }, (_, index) => index);
  const outcomes = await Promise.allSettled(given.map((item) => group.add(item)));
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual(
    given.map((item) => (item === 11 ? 'Error: eleven' : item)),
  );
  expect(runs).toEqual([given]);
  // In their order, and each well item in exactly one part that went through.
  expect(parts.filter((items) => !items.includes(11)).flat()).toEqual(given.filter((item) => item !== 11));
});

test('a failure that no item is to blame for is everybody’s, after one run, and the next run is well', async () => {
  let runs = 0;
  const group = new GroupRunner<number, number>({
    itemsMax: 100,
    isItemsFault: () => false,
    run: async (items) => {
      runs += 1;
      if (runs === 1) throw new Error('gone away');
      return items;
    },
  });
  const outcomes = await Promise.allSettled([group.add(1), group.add(2)]);
  expect(outcomes.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(runs).toBe(1);
  expect(await group.add(3)).toBe(3);
});

test('what nobody waits for goes together: the first at once, the rest a while later or with what somebody waits for', async () => {
  vi.useFakeTimers();
  try {
    const runs: (readonly number[])[] = [];
    const group = new GroupRunner<number, number>({
      itemsMax: 100,
      notedEveryMs: 10,
      run: async (items) => {
        runs.push(items);
        return items;
      },
    });
    group.note(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toEqual([[1]]);
    for (const item of [2, 3]) {
      group.note(item);
      await vi.advanceTimersByTimeAsync(4);
      expect(runs).toEqual([[1]]);
    }
    await vi.advanceTimersByTimeAsync(2);
    expect(runs).toEqual([[1], [2, 3]]);
    group.note(4);
    const answer = group.add(5);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs[2]).toEqual([4, 5]);
    expect(await answer).toBe(5);
    const later = group.addAlong(6);
    await vi.advanceTimersByTimeAsync(4);
    expect(runs).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(6);
    expect(runs[3]).toEqual([6]);
    expect(await later).toBe(6);
  } finally {
    vi.useRealTimers();
  }
});

test('nobody waits for a run that is late, nor for a second one, but for those after it', async () => {
  vi.useFakeTimers();
  try {
    const runs: (readonly number[])[] = [];
    const finishes: (() => void)[] = [];
    const group = new GroupRunner<number, number>({
      itemsMax: 100,
      lateMs: 20,
      run: async (items) => {
        runs.push(items);
        await new Promise<void>((resolve) => finishes.push(resolve));
        return items;
      },
    });
    const answers = [group.add(1)];
    await vi.advanceTimersByTimeAsync(1);
    answers.push(group.add(2));
    await vi.advanceTimersByTimeAsync(18);
    expect(runs).toEqual([[1]]);
    await vi.advanceTimersByTimeAsync(2);
    expect(runs).toEqual([[1], [2]]);
    answers.push(group.add(3));
    await vi.advanceTimersByTimeAsync(21);
    expect(runs).toEqual([[1], [2], [3]]);
    answers.push(group.add(4));
    await vi.advanceTimersByTimeAsync(100);
    expect(runs.length).toBe(3);
    finishes[0]?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(runs.length).toBe(4);
    for (const finish of finishes) finish();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
  } finally {
    vi.useRealTimers();
  }
});
