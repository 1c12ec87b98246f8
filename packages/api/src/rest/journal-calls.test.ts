import { plantUpdates } from '@dovecote/services/dead-letters/plant-updates.test-helper';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

async function botWithDeadLetters(count: number) {
  const owner = await api.register('owner');
  const { body } = await owner.call('POST', '/sandbox/bots', {});
  const { body: bot } = await owner.call('POST', '/bots', { token: body.token });
  const letters = Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    state: 'dead_lettered' as const,
  }));
  await plantUpdates(api.kit, owner.workspaceId, bot.id, letters);
  return { owner, path: `/bots/${bot.id}` };
}

test('dead letters are listed, replayed and discarded, and the balance follows', async () => {
  const { owner, path } = await botWithDeadLetters(4);
  const list = await owner.call('GET', `${path}/dead-letters?limit=3`);
  expect(list.body).toMatchObject({ total: 4, items: [{ id: '4', attempts: 3 }, { id: '3' }, { id: '2' }] });
  expect(await owner.call('POST', `${path}/dead-letters/1/replay`)).toMatchObject({
    status: 200,
    body: { id: '1', state: 'waiting' },
  });
  expect(await owner.call('POST', `${path}/dead-letters/1/replay`)).toMatchObject({
    status: 409,
    body: { code: 'CONFLICT' },
  });
  expect(await owner.call('POST', `${path}/dead-letters/2/discard`)).toMatchObject({
    status: 200,
    body: { id: '2', state: 'skipped', reason: 'discarded' },
  });
  expect((await owner.call('POST', `${path}/dead-letters/nope/discard`)).status).toBe(404);
  expect((await owner.call('POST', `${path}/dead-letters/replay`)).body).toEqual({
    replayed: 2,
    remaining: 0,
    hasMore: false,
  });
  expect((await owner.call('POST', `${path}/dead-letters/discard`)).body).toMatchObject({ discarded: 0 });
  const { body } = await owner.call('GET', `${path}/balance?range=15m`);
  expect(body).toMatchObject({
    isBalanced: true,
    ledger: { received: 4, done: 0, skipped: 1, deadLettered: 0, waiting: 3 },
  });
  expect(body.series).toHaveLength(15);
  expect((await owner.call('GET', path)).body).toMatchObject({ waiting: { count: 3 }, concern: null });
});

test('one key replays a dead letter once, however often it is sent', async () => {
  const { owner, path } = await botWithDeadLetters(1);
  const replay = () =>
    owner.call('POST', `${path}/dead-letters/replay`, undefined, { 'idempotency-key': 'once-and-only' });
  const first = await replay();
  expect(first.body).toMatchObject({ replayed: 1 });
  expect((await replay()).body).toEqual(first.body);
});

test('the OpenAPI document describes the journal’s calls with their answers', async () => {
  const { body } = await api.call('GET', '/openapi.json');
  const answerOf = (path: string, method = 'get') =>
    body.paths[`/api/v1/bots/{id}${path}`][method].responses['200'].content['application/json'].schema.properties;
  expect(answerOf('/dead-letters')).toMatchObject({ items: {}, nextCursor: {}, total: {} });
  expect(answerOf('/dead-letters/replay', 'post')).toMatchObject({ replayed: {}, remaining: {}, hasMore: {} });
  expect(answerOf('/dead-letters/{updateId}/discard', 'post')).toMatchObject({ state: {}, reason: {} });
  expect(answerOf('/balance')).toMatchObject({ ledger: {}, series: {}, isBalanced: {} });
  expect(answerOf('/quarantine').items.items.properties).toMatchObject({ reason: {}, sizeBytes: {}, preview: {} });
  expect(answerOf('/ambiguous-calls').items.items.properties).toMatchObject({ policy: {}, outcome: {} });
  expect(answerOf('/updates/{updateId}').calls.items.properties).toMatchObject({ waitMs: {}, tookMs: {} });
  expect(body.components.schemas.Bot.properties).toMatchObject({ waiting: {}, concern: {} });
});
