import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

const wanted = { url: 'https://example.com/hook', events: ['bot.created'], description: 'Orders' };

test('a webhook is made, seen without its secret, changed, rotated, tested and removed', async () => {
  const { call, workspaceId } = await api.register();
  const root = `/workspaces/${workspaceId}/webhooks`;
  const { status, body: born } = await call('POST', root, wanted);
  expect([status, born.secret]).toEqual([201, expect.stringMatching(/^whsec_[\w+/=]{44}$/)]);
  expect((await call('GET', root)).body).toEqual({
    items: [(await call('GET', `${root}/${born.id}`)).body],
    nextCursor: null,
  });
  const { secret, ...seen } = born;
  expect((await call('GET', `${root}/${born.id}`)).body).toEqual(seen);
  expect((await call('PATCH', `${root}/${born.id}`, { events: ['bot.removed'] })).body.events).toEqual(['bot.removed']);
  const rotated = await call('POST', `${root}/${born.id}/rotate-secret`);
  expect(rotated.body.secret).not.toBe(secret);
  const test = await call('POST', `${root}/${born.id}/test`);
  expect(test.body).toMatchObject({ type: 'webhook.test', state: 'waiting' });
  const delivery = await call('GET', `${root}/${born.id}/deliveries/${test.body.id}`);
  expect(JSON.parse(delivery.body.payload)).toMatchObject({ type: 'webhook.test', data: { webhookId: born.id } });
  expect((await call('POST', `${root}/${born.id}/deliveries/${test.body.id}/replay`)).body.code).toBe('CONFLICT');
  await call('PATCH', `${root}/${born.id}`, { isOn: false });
  expect((await call('GET', `${root}/${born.id}/deliveries?state=failed`)).body.items).toMatchObject([
    { id: test.body.id },
  ]);
  expect((await call('POST', `${root}/${born.id}/deliveries/replay`)).body.code).toBe('CONFLICT');
  await call('PATCH', `${root}/${born.id}`, { isOn: true });
  expect((await call('POST', `${root}/${born.id}/deliveries/replay`)).body).toEqual({ replayed: 1, remaining: 0 });
  expect((await call('DELETE', `${root}/${born.id}`)).status).toBe(204);
  expect((await call('GET', `${root}/${born.id}`)).body.code).toBe('NOT_FOUND');
});

test('what is wrong is named, and no address inside is taken', async () => {
  const { call, workspaceId } = await api.register();
  const root = `/workspaces/${workspaceId}/webhooks`;
  for (const url of [
    'http://example.com/',
    'https://localhost/',
    'https://10.1.2.3/',
    'https://2130706433/',
    'nonsense',
  ]) {
    const { status, body } = await call('POST', root, { ...wanted, url });
    expect([url, status, body.code, Object.keys(body.fields)]).toEqual([url, 422, 'VALIDATION_FAILED', ['url']]);
  }
  expect((await call('POST', root, { ...wanted, events: [] })).body.fields).toHaveProperty('events');
  expect((await call('POST', root, { ...wanted, secret: 'mine' })).body.fields).toEqual({
    secret: 'is not a known field',
  });
});

test('another workspace’s webhook answers as one that is not there', async () => {
  const mine = await api.register();
  const other = await api.register();
  const { body: webhook } = await mine.call('POST', `/workspaces/${mine.workspaceId}/webhooks`, wanted);
  const through = [mine.workspaceId, other.workspaceId, 'ws_absent'];
  const answers = await Promise.all(through.map((id) => other.call('GET', `/workspaces/${id}/webhooks/${webhook.id}`)));
  expect(answers.map((one) => [one.status, one.body.code])).toEqual(through.map(() => [404, 'NOT_FOUND']));
  expect((await other.call('GET', `/workspaces/${mine.workspaceId}/webhooks`)).status).toBe(404);
});
