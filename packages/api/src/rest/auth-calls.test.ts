import { testPassword } from '@dovecote/services/create-test-services.test-helper';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

test('registering answers a person, a workspace and tokens that work', async () => {
  const { status, body, headers } = await api.call('POST', '/auth/register', {
    email: 'Ada@Example.com',
    password: testPassword,
    name: 'Ada',
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    user: { email: 'ada@example.com', name: 'Ada', platformRole: 'user' },
    workspace: { name: "Ada's workspace", role: 'owner' },
    expiresIn: 900,
  });
  expect(body.user.id).toMatch(/^usr_/);
  expect(headers.get('x-request-id')).toMatch(/^req_/);
  expect(JSON.stringify(body)).not.toMatch(/argon2|passwordHash/);
  const me = await api.call('GET', '/me', undefined, { authorization: `Bearer ${body.accessToken}` });
  expect(me.body).toMatchObject({ email: 'ada@example.com', workspaces: [{ id: body.workspace.id }] });
  const again = await api.call('POST', '/auth/register', { email: 'ADA@example.com', password: testPassword });
  expect(again).toMatchObject({ status: 409, body: { code: 'EMAIL_IN_USE' } });
});

test.each([
  [{ email: 'nope', password: testPassword }, 'email'],
  [{ email: 'a@b.co', password: 'short' }, 'password'],
  [{ email: 'a@b.co', password: 'password1234' }, 'password'],
  [{ email: 'a@b.co', password: 'x'.repeat(129) }, 'password'],
  [{ email: 'a@b.co', password: testPassword, isAdmin: true }, 'isAdmin'],
  [{ email: 'a@b.co', password: testPassword, name: 'a\u0000b' }, 'name'],
  [{ email: 'a@b.co' }, 'password'],
])('registering with %j names the field %s', async (input, field) => {
  const { status, body, headers } = await api.call('POST', '/auth/register', input);
  expect(status).toBe(422);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ code: 'VALIDATION_FAILED', status: 422 });
  expect(Object.keys(body.fields)).toContain(field);
});

test('a body that is not JSON is a bad request, a huge one is too large', async () => {
  expect(await api.call('POST', '/auth/login', '{"email":')).toMatchObject({
    status: 400,
    body: { code: 'BAD_REQUEST' },
  });
  const huge = JSON.stringify({ email: 'x'.repeat(1_100_000) });
  expect(await api.call('POST', '/auth/login', huge)).toMatchObject({
    status: 413,
    body: { code: 'PAYLOAD_TOO_LARGE' },
  });
  expect(await api.call('POST', '/auth/login', '[]')).toMatchObject({ status: 422 });
});

test('a wrong password and an unknown address get the same answer', async () => {
  const { email } = await api.register();
  const wrong = await api.call('POST', '/auth/login', { email, password: 'not-the-password-1' });
  const unknown = await api.call('POST', '/auth/login', {
    email: 'nobody@example.com',
    password: 'not-the-password-1',
  });
  for (const { body } of [wrong, unknown]) delete body.requestId;
  expect(wrong).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  expect(unknown.body).toEqual(wrong.body);
});

test('guessing is slowed down from one network, and the person is not locked out from another', async () => {
  const { email } = await api.register();
  const attempt = (password: string, ip: string) =>
    api.call('POST', '/auth/login', { email, password }, { 'x-test-ip': ip });
  const guesses = [];
  for (let guess = 0; guess < 8; guess += 1) guesses.push(await attempt(`wrong-password-${guess}`, '198.51.100.9'));
  const limited = guesses.find(({ status }) => status === 429);
  expect(limited?.body.code).toBe('RATE_LIMITED');
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await attempt(testPassword, '192.0.2.44')).status).toBe(200);
});

test('a refresh token rotates; an old one that comes back ends the family', async () => {
  const { refreshToken: first } = await api.register();
  const refresh = (refreshToken: string) => api.call('POST', '/auth/refresh', { refreshToken });
  const second = await refresh(first);
  expect(second.status).toBe(200);
  const third = await refresh(second.body.refreshToken);
  const withThird = { authorization: `Bearer ${third.body.accessToken}` };
  expect((await api.call('GET', '/me', undefined, withThird)).status).toBe(200);
  expect(await refresh(first)).toMatchObject({ status: 401, body: { code: 'TOKEN_REUSED' } });
  expect(await refresh(third.body.refreshToken)).toMatchObject({ status: 401, body: { code: 'TOKEN_REUSED' } });
  expect((await api.call('GET', '/me', undefined, withThird)).status).toBe(401);
  expect(await refresh('dv_refresh_unknown')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
});

test('two tabs that refresh at once both go on, but not after ten seconds', async () => {
  const { refreshToken } = await api.register();
  const refresh = () => api.call('POST', '/auth/refresh', { refreshToken });
  const both = await Promise.all([refresh(), refresh()]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  api.kit.advance(11_000);
  expect((await refresh()).body.code).toBe('TOKEN_REUSED');
});

test('signing out kills the access token at once, and so does revoking a session', async () => {
  const person = await api.register();
  const other = await api.call('POST', '/auth/login', { email: person.email, password: testPassword });
  const asOther = { authorization: `Bearer ${other.body.accessToken}` };
  const { body } = await api.call('GET', '/me/sessions', undefined, asOther);
  const first = body.items.find((session: { isCurrent: boolean }) => !session.isCurrent);
  expect((await api.call('DELETE', `/me/sessions/${first.id}`, undefined, asOther)).status).toBe(204);
  expect(await person.call('GET', '/me')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  expect((await api.call('DELETE', '/auth/logout', undefined, asOther)).status).toBe(204);
  expect((await api.call('GET', '/me', undefined, asOther)).status).toBe(401);
});

test('a forged, empty or absent token is refused', async () => {
  for (const authorization of ['Bearer x.y.z', 'Bearer', 'Basic abc', '']) {
    const { status, body } = await api.call('GET', '/me', undefined, authorization === '' ? {} : { authorization });
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  }
});

test('a new password needs the present one and ends the other sessions', async () => {
  const person = await api.register();
  const other = await api.call('POST', '/auth/login', { email: person.email, password: testPassword });
  const password = 'another-violet-kettle-9';
  expect((await person.call('PATCH', '/me', { password, currentPassword: 'wrong' })).body.code).toBe(
    'INVALID_CREDENTIALS',
  );
  expect((await person.call('PATCH', '/me', { password, currentPassword: testPassword })).status).toBe(200);
  const asOther = { authorization: `Bearer ${other.body.accessToken}` };
  expect((await api.call('GET', '/me', undefined, asOther)).status).toBe(401);
  expect((await person.call('GET', '/me')).status).toBe(200);
});

test('erasing the account removes the workspace, its bots and every session', async () => {
  const person = await api.register();
  const { body: sandboxBot } = await person.call('POST', '/sandbox/bots', {});
  const { body: bot } = await person.call('POST', '/bots', { token: sandboxBot.token });
  expect(bot.id).toMatch(/^bot_/);
  expect((await person.call('POST', '/me/export')).body).toMatchObject({ bots: [{ bot: { id: bot.id } }] });
  expect((await person.call('DELETE', '/me')).status).toBe(204);
  expect((await person.call('GET', '/me')).status).toBe(401);
  const next = await api.register();
  expect((await next.call('POST', '/bots', { token: sandboxBot.token })).status).toBe(201);
});

test('what Postgres cannot store is refused as input, not as a fault of ours', async () => {
  const person = await api.register();
  const deep = `{"name":"x","data":${'['.repeat(5000)}${']'.repeat(5000)}}`;
  for (const [method, path, body] of [
    ['PATCH', '/me', '{"name":"a\\ud800b"}'],
    ['PATCH', '/me', deep],
    ['DELETE', '/me/sessions/ses_%00'],
    ['GET', '/workspaces/ws_%00/members'],
    ['GET', '/bots/bot_%00'],
    ['GET', '/bots?cursor=%00'],
    ['GET', '/bots?limit=0'],
    ['GET', '/bots?limit=abc'],
  ] as const) {
    const { status } = await person.call(method, path, body);
    expect([404, 422], `${method} ${path}`).toContain(status);
  }
});

test('a mutation repeated with its Idempotency-Key happens once', async () => {
  const person = await api.register();
  const headers = { 'idempotency-key': 'order-1' };
  const [first, second] = await Promise.all([1, 2].map(() => person.call('POST', '/sandbox/bots', {}, headers)));
  expect(first?.status).toBe(201);
  expect(second?.body).toEqual(first?.body);
  const other = await person.call('POST', '/sandbox/bots', { name: 'Another' }, headers);
  expect(other).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  const stranger = await (await api.register()).call('POST', '/sandbox/bots', {}, headers);
  expect(stranger.body.token).not.toBe(first?.body.token);
  const refused = () => person.call('POST', '/bots', { token: 'x' }, { 'idempotency-key': 'order-2' });
  expect([(await refused()).status, (await refused()).status]).toEqual([422, 422]);
});
