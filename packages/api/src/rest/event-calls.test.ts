import { liveEvents } from '@dovecote/db/schema/module-work';
import { notifyDashboards } from '@dovecote/services/live/notify-changes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

async function ownerWithBot() {
  const owner = await api.register('owner');
  const { body } = await owner.call('POST', '/sandbox/bots', {});
  const { body: bot } = await owner.call('POST', '/bots', { token: body.token });
  const key = { workspaceId: owner.workspaceId, botId: bot.id as string };
  return {
    owner,
    path: `/bots/${bot.id}/events`,
    async tell(...events: string[]) {
      const { db } = api.kit.database;
      const rows = events.map((event) => ({ ...key, event, data: { points: 5 }, at: new Date() }));
      const told = await db.insert(liveEvents).values(rows).returning({ id: liveEvents.id });
      await notifyDashboards(db, key.workspaceId, [key.botId]);
      return told.map(({ id }) => id);
    },
  };
}

/** Opens the stream and reads until so many events came. */
async function open(token: string, path: string, headers: Record<string, string> = {}) {
  const aborter = new AbortController();
  const response = await api.app.request(`/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: aborter.signal,
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    response,
    async read(count: number) {
      const events = () => [...text.matchAll(/id: (\d+)\nevent: (\S+)\ndata: (.*)\n\n/g)];
      while (events().length < count) {
        const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) break;
        text += decoder.decode(value, { stream: true });
      }
      return events().map(([, id, event]) => ({ id: Number(id), event }));
    },
    close: () => reader?.cancel(),
  };
}

test('a stream brings what modules tell from now on, and goes on after the last id it was left at', async () => {
  const { owner, path, tell } = await ownerWithBot();
  await tell('before');
  const stream = await open(owner.accessToken, path);
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
  const [first] = await tell('achievement_unlocked');
  expect(await stream.read(1)).toEqual([{ id: first, event: 'achievement_unlocked' }]);
  await stream.close();
  const missed = await tell('user_stats_updated', 'leaderboard_updated');
  const again = await open(owner.accessToken, path, { 'last-event-id': String(first) });
  expect((await again.read(2)).map(({ id }) => id)).toEqual(missed);
  await again.close();
});

test('an event whose transaction ended after a later one’s is not left out', async () => {
  const { owner, path, tell } = await ownerWithBot();
  const stream = await open(owner.accessToken, path);
  const slow = await api.kit.database.pool.connect();
  await slow.query('begin');
  const values = [owner.workspaceId, path.split('/')[2], 'poll_created'];
  await slow.query(
    "insert into live_events (workspace_id, bot_id, event, data, at) values ($1, $2, $3, '{}', now())",
    values,
  );
  await tell('leaderboard_updated');
  expect((await stream.read(1)).map(({ event }) => event)).toEqual(['leaderboard_updated']);
  await slow.query('commit');
  slow.release();
  await tell('user_stats_updated');
  const events = (await stream.read(3)).map(({ event }) => event);
  expect(events).toEqual(['leaderboard_updated', 'poll_created', 'user_stats_updated']);
  await stream.close();
});

test('a list as JSON for whoever asks for it; strangers and nobody are refused before a stream begins', async () => {
  const { owner, path, tell } = await ownerWithBot();
  const [first, second] = await tell('user_stats_updated', 'leaderboard_updated');
  const json = { accept: 'application/json' };
  const list = await owner.call('GET', path, undefined, json);
  expect(list.body.items).toMatchObject([{ id: first, data: { points: 5 } }, { id: second }]);
  expect((await owner.call('GET', `${path}?after=${first}`, undefined, json)).body.items).toMatchObject([
    { id: second },
  ]);
  const stranger = await api.register('stranger');
  expect((await stranger.call('GET', path)).status).toBe(404);
  expect((await api.call('GET', path)).status).toBe(401);
  expect((await owner.call('GET', path, undefined, { 'last-event-id': 'x' })).body.fields).toHaveProperty('after');
});

test('a burst of events arrives as fast as it is read', async () => {
  const { owner, path, tell } = await ownerWithBot();
  const stream = await open(owner.accessToken, path);
  const told = await tell(...Array.from({ length: 600 }, () => 'user_stats_updated'));
  expect((await stream.read(600)).map(({ id }) => id)).toEqual(told);
  await stream.close();
});
