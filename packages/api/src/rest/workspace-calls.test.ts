import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type RestClient, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

const roles = ['owner', 'admin', 'editor', 'viewer'] as const;

async function invite(owner: RestClient, input: Record<string, unknown>) {
  return (await owner.call('POST', `/workspaces/${owner.workspaceId}/invitations`, input)).body;
}

/** A new person who joined as this. */
async function join(owner: RestClient, role: string): Promise<RestClient> {
  const person = await api.register(role);
  const { token } = await invite(owner, { role });
  expect((await person.call('POST', '/workspaces/join', { token })).body).toMatchObject({ role });
  return { ...person, workspaceId: owner.workspaceId };
}

const memberPath = (person: RestClient) => `/workspaces/${person.workspaceId}/members/${person.userId}`;
const at = (person: RestClient) => ({ 'dovecote-workspace': person.workspaceId });

test('an invitation works once, for a week, and not after it is revoked', async () => {
  const owner = await api.register();
  const [one, two] = [await api.register(), await api.register()];
  const first = await invite(owner, { role: 'viewer' });
  expect(first.token).toMatch(/^dv_invite_/);
  const list = await owner.call('GET', `/workspaces/${owner.workspaceId}/invitations`);
  expect(list.body.items).toMatchObject([{ id: first.id, role: 'viewer', email: null }]);
  expect(JSON.stringify(list.body)).not.toContain(first.token);
  const tries = await Promise.all([one, two].map((person) => person.call('POST', '/workspaces/join', first)));
  expect(tries.map(({ status }) => status).sort()).toEqual([422, 422]);
  const { token } = first;
  const races = await Promise.all([one, two].map((person) => person.call('POST', '/workspaces/join', { token })));
  expect(races.map(({ status }) => status).sort()).toEqual([200, 404]);

  const second = await invite(owner, { role: 'viewer' });
  const path = `/workspaces/${owner.workspaceId}/invitations/${second.id}`;
  expect((await owner.call('DELETE', path)).status).toBe(204);
  const late = await api.register();
  expect((await late.call('POST', '/workspaces/join', { token: second.token })).status).toBe(404);
  const third = await invite(owner, { role: 'viewer' });
  await api.kit.database.pool.query(`update invitations set expires_at = now() where id = $1`, [third.id]);
  expect((await late.call('POST', '/workspaces/join', { token: third.token })).status).toBe(404);
});

test('an invitation to an address is mailed, and is for that address only', async () => {
  const owner = await api.register();
  const guest = await api.register();
  const stranger = await api.register();
  const { token } = await invite(owner, { role: 'editor', email: guest.email.toUpperCase() });
  const { rows } = await api.kit.database.pool.query('select * from mails where recipient = $1', [guest.email]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect((await stranger.call('POST', '/workspaces/join', { token })).status).toBe(403);
  expect((await guest.call('POST', '/workspaces/join', { token })).status).toBe(200);
  expect((await guest.call('POST', '/workspaces/join', await invite(owner, {}))).status).toBe(422);
});

test.each(roles)('%s: what the team page promises is what the calls allow', async (role) => {
  const owner = await api.register();
  const person = role === 'owner' ? owner : await join(owner, role);
  const target = await join(owner, 'viewer');
  const isAdmin = role === 'owner' || role === 'admin';
  const path = `/workspaces/${owner.workspaceId}`;
  const status = async (method: string, sub: string, body?: unknown) =>
    (await person.call(method, `${path}${sub}`, body)).status;
  expect(await status('GET', '/members')).toBe(200);
  expect(await status('GET', '/usage')).toBe(200);
  expect(await status('GET', '/invitations')).toBe(isAdmin ? 200 : 403);
  expect(await status('POST', '/invitations', { role: 'viewer' })).toBe(isAdmin ? 201 : 403);
  expect(await status('POST', '/invitations', { role: 'owner' })).toBe(role === 'owner' ? 201 : 403);
  expect(await status('PATCH', '', { name: 'Barn' })).toBe(isAdmin ? 200 : 403);
  expect(await status('PATCH', `/members/${target.userId}`, { role: 'editor' })).toBe(isAdmin ? 200 : 403);
  expect(await status('PATCH', `/members/${target.userId}`, { role: 'owner' })).toBe(role === 'owner' ? 200 : 403);
  if (role === 'owner') await owner.call('PATCH', memberPath(target), { role: 'viewer' });
  if (role !== 'owner') {
    expect(await status('PATCH', `/members/${owner.userId}`, { role: 'viewer' })).toBe(403);
    expect(await status('DELETE', `/members/${owner.userId}`)).toBe(403);
    expect(await status('PATCH', `/members/${person.userId}`, { role: 'owner' })).toBe(403);
    expect(await status('POST', '/transfer', { userId: person.userId })).toBe(403);
  }
  expect(await status('DELETE', `/members/${target.userId}`)).toBe(isAdmin ? 204 : 403);
  expect(await status('POST', '/leave')).toBe(role === 'owner' ? 409 : 204);
  expect(await status('GET', '/members')).toBe(role === 'owner' ? 200 : 404);
});

test('a role holds from the next request on', async () => {
  const owner = await api.register();
  const person = await join(owner, 'editor');
  const sandbox = () => person.call('POST', '/sandbox/bots', {}, at(owner));
  expect((await sandbox()).status).toBe(201);
  await owner.call('PATCH', memberPath(person), { role: 'viewer' });
  expect(await sandbox()).toMatchObject({ status: 403, body: { detail: expect.stringContaining('editor') } });
  await owner.call('DELETE', memberPath(person));
  expect((await sandbox()).status).toBe(404);
});

test('of two owners who leave at once, one stays', async () => {
  const owner = await api.register();
  const second = await join(owner, 'owner');
  const leaving = await Promise.all(
    [owner, second].map((person) => person.call('POST', `/workspaces/${owner.workspaceId}/leave`)),
  );
  expect(leaving.map(({ status }) => status).sort()).toEqual([204, 409]);
});

test('of two owners who demote each other at once, one stays an owner', async () => {
  const owner = await api.register();
  const second = await join(owner, 'owner');
  const pair = [
    [owner, second],
    [second, owner],
  ] as const;
  const demoting = await Promise.all(
    pair.map(([one, other]) =>
      one.call('PATCH', memberPath({ ...other, workspaceId: owner.workspaceId }), { role: 'viewer' }),
    ),
  );
  expect(demoting.map(({ status }) => status).sort()).toEqual([200, 403]);
});

test('the ownership moves on, and the former owner stays as an admin', async () => {
  const owner = await api.register();
  const next = await join(owner, 'viewer');
  const moved = await owner.call('POST', `/workspaces/${owner.workspaceId}/transfer`, { userId: next.userId });
  const rolesOf = Object.fromEntries(
    moved.body.items.map((member: { userId: string; role: string }) => [member.userId, member.role]),
  );
  expect(rolesOf).toEqual({ [owner.userId]: 'admin', [next.userId]: 'owner' });
});

test('another tenant’s workspace answers exactly as an absent one', async () => {
  const owner = await api.register();
  const stranger = await api.register();
  const guest = await join(owner, 'viewer');
  const calls = [
    ['GET', ''],
    ['PATCH', '', { name: 'Mine' }],
    ['GET', '/usage'],
    ['GET', '/members'],
    ['PATCH', `/members/${guest.userId}`, { role: 'owner' }],
    ['DELETE', `/members/${guest.userId}`],
    ['GET', '/invitations'],
    ['POST', '/invitations', { role: 'viewer' }],
    ['GET', '/api-keys'],
    ['POST', '/api-keys', { name: 'x', scopes: ['read'] }],
    ['POST', '/leave'],
    ['POST', '/transfer', { userId: guest.userId }],
  ] as const;
  for (const [method, sub, body] of calls) {
    const [foreign, absent] = await Promise.all(
      [owner.workspaceId, 'ws_absent'].map((id) => stranger.call(method, `/workspaces/${id}${sub}`, body)),
    );
    expect(foreign?.status, `${method} ${sub}`).toBe(404);
    expect({ ...foreign?.body, requestId: '' }).toEqual({ ...absent?.body, requestId: '' });
  }
});

test('a workspace that asks for a second factor keeps out who did not pass one, and nobody locks themselves out', async () => {
  const owner = await api.register();
  const path = `/workspaces/${owner.workspaceId}`;
  const asked = await owner.call('PATCH', path, { requiresSecondFactor: true });
  expect(asked).toMatchObject({ status: 403, body: { code: 'SECOND_FACTOR_REQUIRED' } });
  await api.kit.database.pool.query('update workspaces set requires_second_factor = true where id = $1', [
    owner.workspaceId,
  ]);
  for (const [method, to] of [
    ['GET', '/bots'],
    ['GET', path],
    ['POST', '/sandbox/bots'],
    ['GET', `${path}/members`],
  ] as const) {
    const body = method === 'POST' ? {} : undefined;
    expect((await owner.call(method, to, body)).body.code, to).toBe('SECOND_FACTOR_REQUIRED');
  }
  expect((await owner.call('GET', '/me')).status).toBe(200);
});

test('the plan bounds members, API keys and workspaces of one’s own', async () => {
  const owner = await api.register();
  const { pool } = api.kit.database;
  await pool.query(`insert into plans (id, title, members_max, api_keys_max, workspaces_max, requests_per_second_max,
    requests_per_second_default, max_concurrent_max, max_concurrent_default, journal_days)
    values ('tiny', 'Tiny', 2, 1, 1, 1, 1, 1, 1, 1)`);
  await pool.query(`update workspaces set plan_id = 'tiny' where id = $1`, [owner.workspaceId]);
  const path = `/workspaces/${owner.workspaceId}`;
  const open = await invite(owner, { role: 'viewer' });
  expect(await owner.call('POST', `${path}/invitations`, { role: 'viewer' })).toMatchObject({
    status: 403,
    body: { code: 'PLAN_LIMIT' },
  });
  const guest = await api.register();
  expect((await guest.call('POST', '/workspaces/join', { token: open.token })).status).toBe(200);
  const key = { name: 'x', scopes: ['read'] };
  expect((await owner.call('POST', `${path}/api-keys`, key)).status).toBe(201);
  expect((await owner.call('POST', `${path}/api-keys`, key)).body.code).toBe('PLAN_LIMIT');
  // New workspaces are self-hosted here, so another one has room.
  expect((await owner.call('POST', '/workspaces', { name: 'Second' })).status).toBe(201);
  expect((await owner.call('GET', `${path}/usage`)).body).toMatchObject({
    plan: { id: 'tiny' },
    members: { used: 2, max: 2 },
    apiKeys: { used: 1, max: 1 },
    updates: { minute: 0, today: 0, month: 0 },
  });
});
