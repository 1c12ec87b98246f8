import { expect, test, vi } from 'vitest';
import { Lanes } from './lanes';

interface Item {
  lane: string;
  name: string;
}

function createLanes(
  maxConcurrent = 100,
  maxConcurrentPerWorkspace = 100,
  maxConcurrentBesideOthers = maxConcurrentPerWorkspace,
  nowMs = () => performance.now(),
) {
  const started: string[] = [];
  const open = new Map<string, () => void>();
  const lanes = new Lanes<Item>({
    maxConcurrent,
    maxConcurrentPerWorkspace,
    maxConcurrentBesideOthers,
    nowMs,
    work: (_botId, item) => {
      started.push(item.name);
      return new Promise((resolve) => open.set(item.name, resolve));
    },
  });
  const finish = (name: string) => open.get(name)?.();
  return { lanes, started, finish };
}

const generous = { workspaceId: 'ws', requestsPerSecond: 1000, maxConcurrent: 100, weight: 1, updatesPerMinute: null };
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
  lanes.open('bot', { ...generous, maxConcurrent: 2 });
  for (const name of ['a', 'b', 'c']) lanes.push('bot', { lane: name, name });
  expect(started).toEqual(['a', 'b']);
  finish('b');
  await settled();
  expect(started).toEqual(['a', 'b', 'c']);
});

test('bots take turns however much one of them has', () => {
  const { lanes, started } = createLanes(6);
  lanes.open('full', { ...generous, maxConcurrent: 2 });
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
      maxConcurrentPerWorkspace: 100,
      maxConcurrentBesideOthers: 100,
      nowMs: () => performance.now(),
      work: async () => void started.push(performance.now()),
    });
    lanes.open('bot', { ...generous, requestsPerSecond: 2, maxConcurrent: 10 });
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

test('a heavier plan starts more at each turn, and nobody is passed over', async () => {
  const { lanes, started, finish } = createLanes(1);
  lanes.open('gate', { ...generous, workspaceId: 'gate' });
  lanes.open('heavy', { ...generous, weight: 2 });
  lanes.open('light', { ...generous, workspaceId: 'other' });
  lanes.push('gate', { lane: 'g', name: 'g' });
  for (const name of ['h1', 'h2', 'h3', 'h4']) lanes.push('heavy', { lane: name, name });
  for (const name of ['l1', 'l2']) lanes.push('light', { lane: name, name });
  for (let index = 0; index < 6; index += 1) {
    finish(started[index] ?? '');
    await settled();
  }
  expect(started).toEqual(['g', 'h1', 'h2', 'l1', 'h3', 'h4', 'l2']);
});

test('all bots of a workspace share its cap, and each of them gets a place in time', async () => {
  const { lanes, started, finish } = createLanes(100, 2);
  for (const botId of ['a', 'b', 'c']) {
    lanes.open(botId, generous);
    lanes.push(botId, { lane: botId, name: `${botId}1` });
    lanes.push(botId, { lane: `${botId}2`, name: `${botId}2` });
  }
  lanes.open('other', { ...generous, workspaceId: 'other' });
  lanes.push('other', { lane: 'o', name: 'o' });
  expect(started).toEqual(['a1', 'a2', 'o']);
  for (const name of ['a1', 'a2', 'b1', 'c1', 'b2', 'c2']) {
    finish(name);
    await settled();
  }
  expect(started.sort()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'o']);
});

test('a bot its rate holds back does not keep its workspace’s place from the others', async () => {
  const { lanes, started, finish } = createLanes(100, 1);
  lanes.open('slow', { ...generous, requestsPerSecond: 1 });
  lanes.open('full', generous);
  lanes.push('slow', { lane: 's', name: 's1' });
  lanes.push('slow', { lane: 's', name: 's2' });
  lanes.push('full', { lane: 'f', name: 'f1' });
  expect(started).toEqual(['s1']);
  finish('s1');
  await settled();
  expect(started).toEqual(['s1', 'f1']);
});

test('a workspace alone may have more in flight than one beside others', async () => {
  let nowMs = 0;
  const { lanes, started, finish } = createLanes(100, 4, 2, () => nowMs);
  lanes.open('busy', generous);
  lanes.open('quiet', { ...generous, workspaceId: 'other' });
  const pushBusy = (from: number, to: number) => {
    for (let index = from; index < to; index += 1) lanes.push('busy', { lane: `b${index}`, name: `b${index}` });
  };
  pushBusy(0, 8);
  expect(started).toEqual(['b0', 'b1', 'b2', 'b3']);
  lanes.push('quiet', { lane: 'q', name: 'q' });
  for (const name of ['b0', 'b1', 'b2', 'q']) finish(name);
  await settled();
  expect(started).toEqual(['b0', 'b1', 'b2', 'b3', 'q', 'b4']);
  nowMs = 1_000;
  finish('b3');
  await settled();
  expect(started.slice(6)).toEqual(['b5', 'b6', 'b7']);
});

test('workspaces that all have much to do are no neighbours to protect from each other', () => {
  const { lanes, started } = createLanes(100, 100, 2, () => 0);
  const pushAll = (workspaceId: string, count: number) => {
    lanes.open(workspaceId, { ...generous, workspaceId });
    for (let index = 0; index < count; index += 1) {
      lanes.push(workspaceId, { lane: `${index}`, name: `${workspaceId}${index}` });
    }
  };
  pushAll('first', 1);
  for (const workspaceId of ['a', 'b', 'c', 'd']) pushAll(workspaceId, 2);
  pushAll('last', 10);
  // Of the five others one has one in flight and four have two: 1.8 on average, so not more than four beside them.
  expect(started.filter((name) => name.startsWith('last'))).toHaveLength(4);
});

test('two floods do not drive each other beyond twice the cap', async () => {
  const { lanes, started, finish } = createLanes(100, 100, 2, () => 0);
  for (const workspaceId of ['quiet', 'a', 'b']) lanes.open(workspaceId, { ...generous, workspaceId });
  lanes.push('quiet', { lane: 'q', name: 'q' });
  for (const workspaceId of ['a', 'b']) {
    for (let index = 0; index < 30; index += 1) {
      lanes.push(workspaceId, { lane: `${index}`, name: `${workspaceId}${index}` });
    }
  }
  const ended = new Set<string>();
  const open = (workspaceId: string) =>
    started.filter((name) => name.startsWith(workspaceId) && !ended.has(name)).length;
  for (let turn = 0; turn < 20; turn += 1) {
    const name = started.find((one) => one !== 'q' && !ended.has(one)) ?? '';
    ended.add(name);
    finish(name);
    await settled();
    expect(Math.max(open('a'), open('b'))).toBeLessThanOrEqual(4);
  }
});

test('a plan holds all bots of a workspace to its updates a minute together, and none is lost', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const started: { botId: string; at: number }[] = [];
    const lanes = new Lanes<Item>({
      maxConcurrent: 100,
      maxConcurrentPerWorkspace: 100,
      maxConcurrentBesideOthers: 100,
      nowMs: () => performance.now(),
      work: async (botId) => void started.push({ botId, at: performance.now() }),
    });
    const beginMs = performance.now();
    const limits = { ...generous, updatesPerMinute: 60 };
    lanes.open('a', limits);
    lanes.open('b', limits);
    lanes.open('free', { ...generous, workspaceId: 'other' });
    for (let index = 0; index < 150; index += 1) {
      for (const botId of ['a', 'b', 'free']) lanes.push(botId, { lane: String(index), name: '' });
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(started.filter(({ botId }) => botId === 'free')).toHaveLength(150);
    await vi.advanceTimersByTimeAsync(360_000);
    const held = started.filter(({ botId }) => botId !== 'free');
    expect(held).toHaveLength(300);
    for (const { at } of held) {
      expect(held.filter((one) => one.at >= at && one.at < at + 60_000).length).toBeLessThanOrEqual(60);
    }
    const early = held.filter(({ at }) => at < beginMs + 60_000);
    expect(early).toHaveLength(60);
    const ofA = early.filter(({ botId }) => botId === 'a').length;
    expect(Math.abs(ofA - 30)).toBeLessThanOrEqual(5);
  } finally {
    vi.useRealTimers();
  }
});

test('another plan takes effect at once, and stopping and starting a bot frees no minute', async () => {
  const { lanes, started } = createLanes(100, 100, 100, () => 1_000);
  const limits = { ...generous, updatesPerMinute: 4 };
  lanes.open('bot', limits);
  lanes.open('idle', limits);
  const push = (from: number, to: number) => {
    for (let index = from; index < to; index += 1) lanes.push('bot', { lane: String(index), name: String(index) });
  };
  push(0, 6);
  expect(started).toHaveLength(4);
  lanes.hold('bot');
  lanes.open('bot', limits);
  push(10, 12);
  expect(started).toHaveLength(4);
  lanes.setPaceShare('ws', 0.5);
  expect(lanes.pacedWorkspaces()).toEqual(['ws']);
  expect(started).toHaveLength(4);
  lanes.setLimits('idle', { ...generous, updatesPerMinute: null });
  expect(started).toHaveLength(6);
  expect(lanes.pacedWorkspaces()).toEqual([]);
});
