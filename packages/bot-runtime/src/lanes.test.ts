import { expect, test, vi } from 'vitest';
import { Lanes } from './lanes';

interface Item {
  lane: string;
  name: string;
}

function createLanes(maxConcurrent = 100) {
  const started: string[] = [];
  const open = new Map<string, () => void>();
  const lanes = new Lanes<Item>({
    maxConcurrent,
    nowMs: () => performance.now(),
    work: (_botId, item) => {
      started.push(item.name);
      return new Promise((resolve) => open.set(item.name, resolve));
    },
  });
  const finish = (name: string) => open.get(name)?.();
  return { lanes, started, finish };
}

const generous = { requestsPerSecond: 1000, maxConcurrent: 100 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('one chat’s updates wait for each other, other chats go on', async () => {
  const { lanes, started, finish } = createLanes();
  lanes.open('bot', generous);
  for (const name of ['a1', 'a2', 'b1']) lanes.push('bot', { lane: name.slice(0, 1), name });
  expect(started).toEqual(['a1', 'b1']);
  finish('a1');
  await settled();
  expect(started).toEqual(['a1', 'b1', 'a2']);
});

test('a bot never has more in flight than it may', async () => {
  const { lanes, started, finish } = createLanes();
  lanes.open('bot', { requestsPerSecond: 1000, maxConcurrent: 2 });
  for (const name of ['a', 'b', 'c']) lanes.push('bot', { lane: name, name });
  expect(started).toEqual(['a', 'b']);
  finish('b');
  await settled();
  expect(started).toEqual(['a', 'b', 'c']);
});

test('bots take turns however much one of them has', () => {
  const { lanes, started } = createLanes(6);
  lanes.open('full', { requestsPerSecond: 1000, maxConcurrent: 2 });
  lanes.open('quiet', generous);
  for (let index = 0; index < 50; index += 1) lanes.push('full', { lane: `f${index}`, name: `f${index}` });
  lanes.push('quiet', { lane: 'q', name: 'q' });
  expect(started).toEqual(['f0', 'f1', 'q']);
});

test('a rate holds updates back until every one has gone', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const started: number[] = [];
    const lanes = new Lanes<Item>({
      maxConcurrent: 100,
      nowMs: () => performance.now(),
      work: async () => void started.push(performance.now()),
    });
    lanes.open('bot', { requestsPerSecond: 2, maxConcurrent: 10 });
    for (let index = 0; index < 10; index += 1) lanes.push('bot', { lane: 'a', name: String(index) });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(started).toHaveLength(10);
    for (let second = 0; second < 9; second += 1) {
      const within = started.filter((at) => at >= second * 1000 && at < (second + 1) * 1000);
      expect(within.length).toBeLessThanOrEqual(second === 0 ? 4 : 3);
    }
    expect(started.at(-1)).toBeGreaterThanOrEqual(3_900);
  } finally {
    vi.useRealTimers();
  }
});

test('closing forgets what has not started and waits for what has', async () => {
  const { lanes, started, finish } = createLanes();
  lanes.open('bot', generous);
  lanes.push('bot', { lane: 'a', name: 'a1' });
  lanes.push('bot', { lane: 'a', name: 'a2' });
  let isClosed = false;
  const closing = lanes.close('bot').then(() => {
    isClosed = true;
  });
  await settled();
  expect(isClosed).toBe(false);
  finish('a1');
  await closing;
  expect(started).toEqual(['a1']);
  expect(lanes.openCount('bot')).toBe(0);
});
