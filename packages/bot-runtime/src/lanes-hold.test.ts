import { expect, test } from 'vitest';
import { Lanes } from './lanes';

interface Item {
  lane: string;
  name: string;
}

const generous = { workspaceId: 'ws', requestsPerSecond: 1000, maxConcurrent: 100, weight: 1, updatesPerMinute: null };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function createLanes(maxConcurrentPerWorkspace = 100) {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const lanes = new Lanes<Item>({
    maxConcurrent: 100,
    maxConcurrentPerWorkspace,
    maxConcurrentBesideOthers: maxConcurrentPerWorkspace,
    nowMs: () => performance.now(),
    work: (_botId, item) => {
      started.push(item.name);
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  return { lanes, started, ends };
}

test('new limits do not lift a hold: nothing of the bot starts until it is opened', async () => {
  const { lanes, started } = createLanes();
  lanes.open('bot', generous);
  lanes.hold('bot');
  lanes.setLimits('bot', { ...generous, maxConcurrent: 50 });
  lanes.push('bot', { lane: 'a', name: 'held' });
  await settled();
  expect([started, lanes.openCount('bot')]).toEqual([[], 0]);
  lanes.open('bot', generous);
  lanes.push('bot', { lane: 'a', name: 'opened' });
  expect(started).toEqual(['opened']);
});

test('what waited behind an update when its bot was held does not start when the bot is opened again', async () => {
  const { lanes, started, ends } = createLanes();
  lanes.open('bot', generous);
  lanes.push('bot', { lane: 'a', name: 'under way' });
  lanes.push('bot', { lane: 'a', name: 'behind it' });
  lanes.hold('bot');
  lanes.setLimits('bot', generous);
  for (const end of ends.splice(0)) end();
  await settled();
  lanes.open('bot', generous);
  await settled();
  expect([started, lanes.openCount('bot')]).toEqual([['under way'], 0]);
});

test('ten thousand bots that were held while their workspace was full are passed over for the one that was not', async () => {
  const { lanes, started, ends } = createLanes(1);
  const botIds = Array.from({ length: 10_002 }, (_, index) => `bot${index}`);
  for (const botId of botIds) lanes.open(botId, generous);
  for (const botId of botIds) lanes.push(botId, { lane: 'a', name: botId });
  expect(started).toEqual(['bot0']);
  for (const botId of botIds.slice(1, -1)) lanes.hold(botId);
  for (const end of ends.splice(0)) end();
  await settled();
  expect(started).toEqual(['bot0', 'bot10001']);
  expect(lanes.inFlight).toBe(1);
});
