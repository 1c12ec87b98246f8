import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';

const quotas = { caller: 8, network: 4 };
let api: TestApi;
let small: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  small = await createTestApi(quotas);
});
afterAll(async () => {
  await api.close();
  await small.close();
});

test.each([
  ['an unknown path', 'GET', '/nowhere', undefined, {}, 404, 'NOT_FOUND'],
  ['a method the path does not take', 'DELETE', '/bots', undefined, {}, 405, 'METHOD_NOT_ALLOWED'],
  ['bad JSON', 'POST', '/auth/login', '{"email":', {}, 400, 'BAD_REQUEST'],
  [
    'another content type',
    'POST',
    '/auth/login',
    'email=a&password=b',
    { 'content-type': 'application/x-www-form-urlencoded' },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['a body too large', 'POST', '/auth/login', `{"email":"${'x'.repeat(1024 * 1024)}"}`, {}, 413, 'PAYLOAD_TOO_LARGE'],
  ['nobody', 'GET', '/bots', undefined, {}, 401, 'UNAUTHENTICATED'],
  ['a forged token', 'GET', '/bots', undefined, { authorization: 'Bearer x.y.z' }, 401, 'UNAUTHENTICATED'],
  ['a forged key', 'GET', '/bots', undefined, { authorization: 'Bearer dvk_nonsense' }, 401, 'UNAUTHENTICATED'],
] as const)('%s is answered as a problem', async (_name, method, path, body, headers, status, code) => {
  const answer = await api.call(method, path, body, headers);
  expect(answer).toMatchObject({ status, body: { code, status, requestId: expect.stringMatching(/^req_/) } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('ratelimit')).toMatch(/^"(network|caller)";r=\d+;t=\d+$/);
});

test('an answer tells its length, so that a short one is not compressed', async () => {
  const given = { email: 'length@example.com', password: 'a loft full of doves', name: 'Zoë' };
  const answer = await api.call('POST', '/auth/register', given);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(JSON.stringify(answer.body))));
});

test('a method that is not taken is told which are', async () => {
  const answer = await api.call('PUT', '/workspaces/ws_x/members/usr_x');
  expect(answer.headers.get('allow')).toBe('PATCH, DELETE');
});

test('a budget is counted down, refused with the time to wait, and whole again after a minute', async () => {
  const from = (ip: string) => ({ 'x-test-ip': ip });
  const spent = [];
  for (let call = 0; call < quotas.network + 1; call += 1) {
    spent.push(await small.call('GET', '/bots', undefined, from('198.51.100.7')));
  }
  expect(spent.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429]);
  expect(spent.map(({ headers }) => Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]))).toEqual([
    3, 2, 1, 0, 0,
  ]);
  const last = spent.at(-1);
  expect(last?.headers.get('ratelimit-policy')).toBe('"network";q=4;w=60');
  expect(last?.body.code).toBe('RATE_LIMITED');
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await small.call('GET', '/bots', undefined, from('203.0.113.9'))).status).toBe(401);
  small.kit.advance(60_000);
  expect((await small.call('GET', '/bots', undefined, from('198.51.100.7'))).status).toBe(401);
});

test('whoever is signed in has a budget of their own, whatever their network spent', async () => {
  const person = await small.register();
  const statuses = [];
  for (let call = 0; call < quotas.caller + 1; call += 1) statuses.push((await person.call('GET', '/me')).status);
  expect(statuses).toEqual([...Array.from({ length: quotas.caller }, () => 200), 429]);
});
