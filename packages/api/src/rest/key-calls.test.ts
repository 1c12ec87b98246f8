import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type RestClient, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

async function makeKey(person: RestClient, input: Record<string, unknown>) {
  const { body, status } = await person.call('POST', `/workspaces/${person.workspaceId}/api-keys`, {
    name: 'ci',
    ...input,
  });
  expect(status).toBe(201);
  const call: RestClient['call'] = async (method, path, sent, headers = {}) =>
    await api.call(method, path, sent, { authorization: `Bearer ${body.key}`, ...headers });
  return { ...body, call };
}

async function joinAs(owner: RestClient, person: RestClient, role: string): Promise<void> {
  const { body } = await owner.call('POST', `/workspaces/${owner.workspaceId}/invitations`, { role });
  expect((await person.call('POST', '/workspaces/join', { token: body.token })).status).toBe(200);
}

test('a key is shown once, kept as a hash, known by its prefix, and dead the moment it is revoked', async () => {
  const owner = await api.register();
  const { key, id, prefix, call } = await makeKey(owner, { scopes: ['read'] });
  expect(key).toMatch(/^dvk_[\w-]{43}$/);
  expect(key.startsWith(prefix)).toBe(true);
  expect((await call('GET', '/bots')).status).toBe(200);
  const list = await owner.call('GET', `/workspaces/${owner.workspaceId}/api-keys`);
  expect(list.body.items).toMatchObject([{ id, prefix, scopes: ['read'], role: 'owner' }]);
  expect(list.body.items[0].lastUsedAt).not.toBeNull();
  expect(JSON.stringify(list.body)).not.toContain(key);
  const { rows } = await api.kit.database.pool.query('select * from api_keys where id = $1', [id]);
  expect(JSON.stringify(rows)).not.toContain(key);
  expect((await owner.call('DELETE', `/workspaces/${owner.workspaceId}/api-keys/${id}`)).status).toBe(204);
  expect(await call('GET', '/bots')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
});

test('scopes bound what a key may do, an explicit one is needed where a person would step up', async () => {
  const owner = await api.register();
  const { body: born } = await owner.call('POST', '/sandbox/bots', {});
  const { body: bot } = await owner.call('POST', '/bots', { token: born.token });
  const reader = await makeKey(owner, { scopes: ['read'] });
  const writer = await makeKey(owner, { scopes: ['read', 'write'] });
  const eraser = await makeKey(owner, { scopes: ['erase'] });
  expect(await reader.call('PATCH', `/bots/${bot.id}`, { name: 'No' })).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN', detail: expect.stringContaining('scope write') },
  });
  expect((await writer.call('PATCH', `/bots/${bot.id}`, { name: 'Yes' })).status).toBe(200);
  const rotated = await writer.call('POST', `/bots/${bot.id}/rotate-token`, { token: born.token });
  expect(rotated).toMatchObject({ status: 403, body: { detail: expect.stringContaining('bots:rotate-token') } });
  expect((await writer.call('DELETE', `/bots/${bot.id}`)).status).toBe(403);
  expect((await eraser.call('GET', `/bots/${bot.id}`)).status).toBe(403);
  expect((await eraser.call('DELETE', `/bots/${bot.id}`)).status).toBe(204);
});

test('a key stops where its workspace asks for a second factor its maker lacks, says why, and goes on with one', async () => {
  const owner = await api.register();
  const { pool } = api.kit.database;
  const { call } = await makeKey(owner, { scopes: ['read', 'write'] });
  await pool.query('update workspaces set requires_second_factor = true where id = $1', [owner.workspaceId]);
  for (const [method, path, body] of [
    ['GET', '/bots', undefined],
    ['POST', '/bots', { token: '1:a' }],
  ] as const) {
    expect(await call(method, path, body)).toMatchObject({
      body: { code: 'SECOND_FACTOR_REQUIRED', detail: expect.stringContaining('the maker of this API key') },
    });
  }
  await pool.query(`insert into authenticators (user_id, seed) values ($1, 'x')`, [owner.userId]);
  expect((await call('GET', '/bots')).body).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
  await pool.query('update authenticators set confirmed_at = now() where user_id = $1', [owner.userId]);
  expect((await call('GET', '/bots')).status).toBe(200);
});

test('a key never acts on its maker as a person, nor on the platform, nor in another workspace', async () => {
  const owner = await api.register();
  const other = await api.register();
  await joinAs(other, owner, 'admin');
  await api.kit.database.pool.query(`update users set platform_role = 'owner' where id = $1`, [owner.userId]);
  const scopes = ['read', 'write', 'team', 'bots:rotate-token', 'export', 'erase', 'keys'];
  const { call } = await makeKey(owner, { scopes });
  const me = await call('GET', '/me');
  expect(me.body).toMatchObject({ id: owner.userId, workspaces: [{ id: owner.workspaceId }] });
  expect(me.body.workspaces).toHaveLength(1);
  for (const [method, path, body] of [
    ['PATCH', '/me', { name: 'X' }],
    ['DELETE', '/me', undefined],
    ['POST', '/me/export', undefined],
    ['GET', '/me/sessions', undefined],
    ['POST', '/workspaces', { name: 'X' }],
    ['POST', `/workspaces/${owner.workspaceId}/leave`, undefined],
    ['GET', '/admin/bots', undefined],
    ['GET', '/admin/users', undefined],
    ['GET', '/admin/audit-log', undefined],
    ['PATCH', `/admin/workspaces/${owner.workspaceId}`, { plan: 'free', reason: 'because' }],
  ] as const) {
    expect((await call(method, path, body)).status, `${method} ${path}`).toBe(403);
  }
  const foreign = { 'dovecote-workspace': other.workspaceId };
  const absent = { 'dovecote-workspace': 'ws_absent' };
  for (const headers of [foreign, absent]) expect((await call('GET', '/bots', undefined, headers)).status).toBe(404);
  expect((await call('GET', `/workspaces/${other.workspaceId}/members`)).status).toBe(404);
});

test('nobody makes a key above themselves, by hand or by another key', async () => {
  const owner = await api.register();
  const admin = await api.register();
  await joinAs(owner, admin, 'admin');
  const path = `/workspaces/${owner.workspaceId}/api-keys`;
  const above = await admin.call('POST', path, { name: 'x', scopes: ['read'], role: 'owner' });
  expect(above).toMatchObject({ status: 403, body: { fields: { role: expect.any(String) } } });
  const keyed = await makeKey(owner, { scopes: ['keys', 'read'], role: 'admin' });
  const beyond = await keyed.call('POST', path, { name: 'x', scopes: ['erase'] });
  expect(beyond).toMatchObject({ status: 403, body: { fields: { scopes: expect.any(String) } } });
  expect((await keyed.call('POST', path, { name: 'x', scopes: ['read'] })).body).toMatchObject({ role: 'admin' });
  const editor = await api.register();
  await joinAs(owner, editor, 'editor');
  expect((await editor.call('GET', path)).status).toBe(403);
  expect((await editor.call('POST', path, { name: 'x', scopes: ['read'] })).status).toBe(403);
});

test('a key follows its maker: weaker with them, dead when they leave or are suspended, also after they come back', async () => {
  const owner = await api.register();
  const maker = await api.register();
  await joinAs(owner, maker, 'admin');
  const inOwners = { ...maker, workspaceId: owner.workspaceId };
  const { call } = await makeKey(inOwners, { scopes: ['read', 'write', 'keys'] });
  const { body: born } = await owner.call('POST', '/sandbox/bots', {});
  expect((await call('POST', '/bots', { token: born.token })).status).toBe(201);
  const member = `/workspaces/${owner.workspaceId}/members/${maker.userId}`;
  expect((await owner.call('PATCH', member, { role: 'viewer' })).status).toBe(200);
  expect(await call('POST', '/bots', { token: born.token })).toMatchObject({ status: 403 });
  expect((await call('GET', '/bots')).status).toBe(200);
  expect((await owner.call('DELETE', member)).status).toBe(204);
  expect((await call('GET', '/bots')).status).toBe(401);
  await joinAs(owner, maker, 'admin');
  expect((await call('GET', '/bots')).status).toBe(401);

  const second = await makeKey(inOwners, { scopes: ['read'] });
  const boss = await api.register();
  await api.kit.database.pool.query(`update users set platform_role = 'owner' where id = $1`, [boss.userId]);
  await boss.call('POST', `/admin/users/${maker.userId}/suspend`, { reason: 'a test' });
  expect((await second.call('GET', '/bots')).status).toBe(401);
  await boss.call('POST', `/admin/users/${maker.userId}/activate`, { reason: 'a test' });
  expect((await second.call('GET', '/bots')).status).toBe(401);
});

test('an expired key is dead', async () => {
  const owner = await api.register();
  const { call } = await makeKey(owner, { scopes: ['read'], expiresInDays: 1 });
  expect((await call('GET', '/bots')).status).toBe(200);
  api.kit.advance(86_400_000);
  expect((await call('GET', '/bots')).status).toBe(401);
});

test('what a key does is its maker’s in the audit log, with the key beside it', async () => {
  const owner = await api.register();
  const { call, id } = await makeKey(owner, { scopes: ['team'] });
  await call('PATCH', `/workspaces/${owner.workspaceId}`, { name: 'Loft' });
  const { rows } = await api.kit.database.pool.query(
    `select actor_id, after from audit_events where workspace_id = $1 and action = 'workspace.updated'`,
    [owner.workspaceId],
  );
  expect(rows).toMatchObject([{ actor_id: owner.userId, after: { apiKeyId: id, name: 'Loft' } }]);
});

test('a key made by a key ends no later than that one', async () => {
  const owner = await api.register();
  const parent = await makeKey(owner, { scopes: ['read', 'keys'], expiresInDays: 1 });
  const path = `/workspaces/${owner.workspaceId}/api-keys`;
  for (const expiresInDays of [undefined, 30]) {
    const child = await parent.call('POST', path, { name: 'child', scopes: ['read'], expiresInDays });
    expect(child.body.expiresAt).toBe(parent.expiresAt);
  }
});
