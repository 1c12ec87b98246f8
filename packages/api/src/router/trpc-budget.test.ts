import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';
import { createTrpcHandler } from './trpc-handler';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi({ caller: 100, network: 12 });
});
afterAll(async () => await api.close());

test('a batch is as many calls as it holds', async () => {
  const handle = createTrpcHandler(api.deps, { endpoint: '/api/trpc', ownOrigins: [] });
  const ask = async (count: number) => {
    const paths = Array.from({ length: count }, () => 'auth.signup').join(',');
    const res = await handle(new Request(`http://dashboard.test/api/trpc/${paths}?batch=1&input=%7B%7D`));
    const answers = (await res.json()) as { error?: { json: { data: { code: string } } } }[];
    return answers.map(({ error }) => error?.json.data);
  };
  expect((await ask(10)).filter(Boolean)).toEqual([]);
  const refused = (await ask(10)).filter(Boolean);
  expect(refused).toHaveLength(8);
  expect(refused[0]).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
});
