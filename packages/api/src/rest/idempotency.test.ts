import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';
import { createRestApp } from './app';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

test('twenty calls at once with one key make one bot, and another process still knows the answer', async () => {
  const person = await api.register();
  const headers = { 'idempotency-key': 'born-once' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => person.call('POST', '/sandbox/bots', {}, headers)),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.token}`)).size).toBe(1);
  const { rows } = await api.kit.database.pool.query('select * from kept_answers where user_id = $1', [person.userId]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(answers[0]?.body.token);
  const elsewhere = createRestApp(api.deps, { corsOrigins: [], version: '1.0.0' });
  const login = await api.call('POST', '/auth/login', { email: person.email, password: 'violet-kettle-orbit-47' });
  const repeated = await elsewhere.request('/api/v1/sandbox/bots', {
    method: 'POST',
    headers: { authorization: `Bearer ${login.body.accessToken}`, 'content-type': 'application/json', ...headers },
    body: '{}',
  });
  expect(await repeated.json()).toEqual(answers[0]?.body);
});

test('a member who may do less by now is refused the kept answer, like the call itself', async () => {
  const owner = await api.register();
  const person = await api.register();
  const workspace = `/workspaces/${owner.workspaceId}`;
  const { body: invitation } = await owner.call('POST', `${workspace}/invitations`, { role: 'admin' });
  await person.call('POST', '/workspaces/join', { token: invitation.token });
  const at = (key: string) => ({ 'idempotency-key': key, 'dovecote-workspace': owner.workspaceId });
  const calls: [string, string, unknown][] = [
    ['POST', '/sandbox/bots', {}],
    ['POST', `${workspace}/invitations`, { role: 'viewer' }],
  ];
  const all = async () => {
    const answers = [];
    for (const [method, path, body] of calls) answers.push(await person.call(method, path, body, at(path)));
    return answers.map(({ status, body }) => [status, body.code ?? body.token]);
  };
  const first = await all();
  expect(first.map(([status]) => status)).toEqual([201, 201]);
  expect(await all()).toEqual(first);
  await owner.call('PATCH', `${workspace}/members/${person.userId}`, { role: 'viewer' });
  expect(await all()).toEqual([
    [403, 'FORBIDDEN'],
    [403, 'FORBIDDEN'],
  ]);
  await owner.call('DELETE', `${workspace}/members/${person.userId}`);
  expect((await all()).map(([status]) => status)).toEqual([404, 404]);
});

test('an admin of the platform who is none any more is refused the kept answer', async () => {
  const person = await api.register();
  const setRole = (role: string) =>
    api.kit.database.pool.query('update users set platform_role = $2 where id = $1', [person.userId, role]);
  const verify = async () =>
    (await person.call('POST', '/admin/audit-log/verify', undefined, { 'idempotency-key': 'check' })).status;
  await setRole('admin');
  expect([await verify(), await verify()]).toEqual([200, 200]);
  await setRole('user');
  expect(await verify()).toBe(403);
});

test('a key comes free after a day, and a failure keeps nothing', async () => {
  const person = await api.register();
  const headers = { 'idempotency-key': 'again' };
  const failed = await person.call('POST', '/workspaces', { name: '' }, headers);
  expect(failed.status).toBe(422);
  const first = await person.call('POST', '/workspaces', { name: 'Loft' }, headers);
  expect(first.status).toBe(201);
  expect((await person.call('POST', '/workspaces', { name: 'Loft' }, headers)).body.id).toBe(first.body.id);
  expect((await person.call('POST', '/workspaces', { name: 'Barn' }, headers)).body.code).toBe('CONFLICT');
  const { pool } = api.kit.database;
  await pool.query(`update kept_answers set expires_at = now() - interval '1 second' where user_id = $1`, [
    person.userId,
  ]);
  expect((await person.call('POST', '/workspaces', { name: 'Loft' }, headers)).body.id).not.toBe(first.body.id);
});

test('signing out with a key that was used before still ends the session that asks', async () => {
  const person = await api.register();
  const headers = { 'idempotency-key': 'bye' };
  const login = await api.call('POST', '/auth/login', { email: person.email, password: 'violet-kettle-orbit-47' });
  const asSecond = { authorization: `Bearer ${login.body.accessToken}` };
  expect((await person.call('DELETE', '/auth/logout', undefined, headers)).status).toBe(204);
  expect((await api.call('GET', '/me', undefined, asSecond)).status).toBe(200);
  expect((await api.call('DELETE', '/auth/logout', undefined, { ...asSecond, ...headers })).status).toBe(204);
  expect((await api.call('GET', '/me', undefined, asSecond)).status).toBe(401);
});
