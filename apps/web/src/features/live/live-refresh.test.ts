import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveRefresh, type LiveRefresh } from './live-refresh';

let client: QueryClient;
let refresh: LiveRefresh;
let asked: string[];
let answer: () => Promise<void>;

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
  client.mount();
  refresh = createLiveRefresh(client);
  asked = [];
  answer = async () => undefined;
});

afterEach(() => {
  refresh.stop();
  client.unmount();
  client.clear();
  vi.useRealTimers();
});

/** Shows queries, and forgets how they were asked for at first. */
async function show(queries: Record<string, readonly unknown[]>): Promise<void> {
  for (const [name, queryKey] of Object.entries(queries)) {
    const queryFn = async () => {
      asked.push(name);
      await answer();
      return name;
    };
    new QueryObserver(client, { queryKey, queryFn }).subscribe(() => undefined);
  }
  await vi.advanceTimersByTimeAsync(0);
  asked = [];
}

const key = (path: string, input?: object) => [path.split('.'), { input, type: 'query' }];

test('what is shown of a changed bot and of the workspace is asked for anew, of other bots not', async () => {
  await show({
    one: key('bots.get', { id: 'bot_one' }),
    other: key('bots.get', { id: 'bot_other' }),
    ranks: key('engagement.leaderboard', { botId: 'bot_other', period: 'day' }),
    list: key('bots.list'),
    me: key('session.me'),
  });
  refresh.note({ botIds: ['bot_one'] });
  await vi.advanceTimersByTimeAsync(300);
  expect(asked.sort()).toEqual(['list', 'one']);
});

test('after a gap everything is asked for, and in a busy workspace all the same every twenty seconds', async () => {
  await show({ other: key('bots.get', { id: 'bot_other' }) });
  refresh.note({ botIds: null });
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual(['other']);
  for (let second = 0; second < 25; second += 1) {
    refresh.note({ botIds: ['bot_one'] });
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(asked).toEqual(['other', 'other']);
});

test('what changes while answers are under way is asked for when they are there, not before', async () => {
  await show({ one: key('bots.get', { id: 'bot_one' }) });
  let finish: () => void = () => undefined;
  answer = () => new Promise((resolve) => (finish = resolve));
  refresh.note({ botIds: ['bot_one'] });
  await vi.advanceTimersByTimeAsync(300);
  refresh.note({ botIds: ['bot_one'] });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual(['one']);
  finish();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual(['one', 'one']);
});
