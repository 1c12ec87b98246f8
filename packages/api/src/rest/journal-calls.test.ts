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

test.each([
  ['GET', '/updates?limit=0', undefined, { limit: 'must be at least 1' }],
  ['GET', '/updates?limit=many', undefined, { limit: 'must be a number' }],
  ['GET', '/updates?limit=1.5', undefined, { limit: 'must be a whole number' }],
  ['GET', '/updates?state=lost', undefined, { state: 'must be one of: waiting, done, skipped, dead_lettered' }],
  ['GET', '/updates?q=', undefined, { q: 'must not be empty' }],
  ['GET', '/balance?range=2y', undefined, { range: 'must be one of: 15m, 1h, 6h, 24h' }],
  ['GET', '/dead-letters?cursor=!!', undefined, { cursor: 'is not one of ours' }],
  ['PATCH', '/limits', {}, { requestsPerSecond: 'or maxConcurrent is needed' }],
  ['PATCH', '/limits', { maxConcurrent: '5' }, { maxConcurrent: 'must be a number' }],
  ['PATCH', '/limits', { requestsPerSecond: 1e6 }, { requestsPerSecond: 'must be at most 100000' }],
  ['PATCH', '/limits', { speed: 1, maxConcurrent: 1 }, { speed: 'is not a known field' }],
  ['POST', '/verify', { chatId: 1.5 }, { chatId: 'is not a chat id' }],
  ['POST', '/rotate-token', {}, { token: 'is missing' }],
])('%s %s with %j names the field and what it must be', async (method, end, body, fields) => {
  const { owner, path } = await botWithDeadLetters(0);
  expect(await owner.call(method, path + end, body)).toMatchObject({
    status: 422,
    body: { code: 'VALIDATION_FAILED', fields },
  });
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
