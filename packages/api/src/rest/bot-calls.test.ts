import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, type RestClient, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

async function withBot(): Promise<{ owner: RestClient; bot: { id: string; username: string }; token: string }> {
  const owner = await api.register('owner');
  const { body } = await owner.call('POST', '/sandbox/bots', {});
  const { body: bot } = await owner.call('POST', '/bots', { token: body.token });
  return { owner, bot, token: body.token };
}

async function platformAdmin(): Promise<RestClient> {
  const admin = await api.register('admin');
  await api.kit.database.pool.query(`update users set platform_role = 'admin' where id = $1`, [admin.userId]);
  return admin;
}

test('a bot goes its whole way', async () => {
  const { owner, bot, token } = await withBot();
  expect((await owner.call('GET', '/bots')).body).toMatchObject({ items: [{ id: bot.id }], nextCursor: null });
  expect((await owner.call('PATCH', `/bots/${bot.id}`, { name: 'Desk' })).body.name).toBe('Desk');
  expect((await owner.call('POST', `/bots/${bot.id}/start`)).body).toMatchObject({
    desiredState: 'running',
    status: 'pending',
  });
  expect((await owner.call('POST', `/bots/${bot.id}/stop`)).body).toMatchObject({
    desiredState: 'stopped',
    status: 'stopped',
  });
  expect(
    (await owner.call('PATCH', `/bots/${bot.id}/limits`, { requestsPerSecond: 5, maxConcurrent: 2 })).body.limits,
  ).toEqual({
    requestsPerSecond: 5,
    maxConcurrent: 2,
    setBy: 'owner',
  });
  expect((await owner.call('POST', `/bots/${bot.id}/verify`)).body).toMatchObject({ bot: { isVerified: true } });
  expect((await owner.call('POST', `/bots/${bot.id}/rotate-token`, { token })).status).toBe(200);
  const stats = await owner.call('GET', `/bots/${bot.id}/stats?range=24h`);
  expect(stats.body).toMatchObject({ range: '24h', totals: { updates: 0 } });
  expect(stats.body.series).toHaveLength(96);
  expect((await owner.call('GET', `/bots/${bot.id}/updates?limit=1`)).body).toEqual({ items: [], nextCursor: null });
  expect((await owner.call('DELETE', `/bots/${bot.id}`)).status).toBe(204);
  expect((await owner.call('GET', `/bots/${bot.id}`)).status).toBe(404);
});

test('no answer about a bot ever holds its token', async () => {
  const { owner, bot, token } = await withBot();
  const journal = ['/updates', '/balance', '/dead-letters', '/quarantine', '/ambiguous-calls'];
  const paths = ['', '/modules', '/stats', '/webhook', ...journal];
  const answers = await Promise.all(paths.map((path) => owner.call('GET', `/bots/${bot.id}${path}`)));
  const secret = token.split(':')[1] ?? '';
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(secret);
  }
});

test.each([
  [{ token: 'nonsense' }, 422, 'TOKEN_MALFORMED'],
  [{ token: `5123456789:AA${'q'.repeat(33)}` }, 422, 'TOKEN_REJECTED'],
  [{ token: 'x', limits: { speed: 1 } }, 422, 'VALIDATION_FAILED'],
  [{}, 422, 'VALIDATION_FAILED'],
  [{ token: 5123456789 }, 422, 'VALIDATION_FAILED'],
  [{ token: null }, 422, 'VALIDATION_FAILED'],
  [{ token: '' }, 422, 'TOKEN_MALFORMED'],
  [{ token: ' ' }, 422, 'TOKEN_MALFORMED'],
  [{ token: '\u0000' }, 422, 'TOKEN_MALFORMED'],
  [{ token: '\ud800' }, 422, 'TOKEN_MALFORMED'],
])('taking in %j answers %i %s', async (input, status, code) => {
  const owner = await api.register();
  expect(await owner.call('POST', '/bots', input)).toMatchObject({ status, body: { code } });
});

test('a token of any length is judged by its shape; one that is missing is named', async () => {
  const owner = await api.register();
  const long = await owner.call('POST', '/bots', { token: 'x'.repeat(100_000) });
  expect(long).toMatchObject({ status: 422, body: { code: 'TOKEN_MALFORMED' } });
  expect((await owner.call('POST', '/bots', {})).body.fields).toHaveProperty('token');
});

test('a token in use, and a token of another bot', async () => {
  const { token, bot, owner } = await withBot();
  const stranger = await api.register();
  expect(await stranger.call('POST', '/bots', { token })).toMatchObject({
    status: 409,
    body: { code: 'TOKEN_IN_USE' },
  });
  const { body } = await owner.call('POST', '/sandbox/bots', {});
  expect(await owner.call('POST', `/bots/${bot.id}/rotate-token`, { token: body.token })).toMatchObject({
    status: 422,
    body: { code: 'TOKEN_MISMATCH' },
  });
});

test('a foreign bot answers exactly as an absent one on every call', async () => {
  const { bot } = await withBot();
  const stranger = await api.register('stranger');
  const calls: [string, string, unknown?][] = [
    ['GET', ''],
    ['PATCH', '', { name: 'x' }],
    ['DELETE', ''],
    ['POST', '/verify', {}],
    ['POST', '/start'],
    ['POST', '/stop'],
    ['PATCH', '/limits', { requestsPerSecond: 1, maxConcurrent: 1 }],
    ['POST', '/rotate-token', { token: 'x' }],
    ['GET', '/modules'],
    ['PUT', '/modules/faq', { enabled: true, settings: {} }],
    ['GET', '/stats'],
    ['GET', '/updates'],
    ['GET', '/updates/1'],
    ['GET', '/balance'],
    ['GET', '/dead-letters'],
    ['POST', '/dead-letters/replay'],
    ['POST', '/dead-letters/discard'],
    ['POST', '/dead-letters/1/replay'],
    ['POST', '/dead-letters/1/discard'],
    ['GET', '/quarantine'],
    ['GET', '/ambiguous-calls'],
    ['GET', '/webhook'],
    ['POST', '/webhook/repair'],
  ];
  for (const [method, path, body] of calls) {
    const foreign = await stranger.call(method, `/bots/${bot.id}${path}`, body);
    const absent = await stranger.call(method, `/bots/bot_absent${path}`, body);
    for (const answer of [foreign, absent]) delete answer.body?.requestId;
    expect({ call: `${method} ${path}`, status: foreign.status }).toEqual({ call: `${method} ${path}`, status: 404 });
    expect(foreign.body).toEqual(absent.body);
    expect(JSON.stringify(foreign.body)).not.toContain(bot.id);
  }
  const elsewhere = { 'dovecote-workspace': (await withBot()).owner.workspaceId };
  expect((await stranger.call('GET', '/bots', undefined, elsewhere)).status).toBe(404);
});

test('the FAQ is switched on with two pairs and everything else by default', async () => {
  const { owner, bot } = await withBot();
  const pairs = [{ question: 'When are you open?', answer: 'From nine to five.' }];
  const saved = await owner.call('PUT', `/bots/${bot.id}/modules/faq`, { enabled: true, settings: { pairs } });
  expect(saved).toMatchObject({ status: 200, body: { id: 'faq', enabled: true, version: 1 } });
  expect(saved.body.settings).toMatchObject({ pairs: [{ question: 'When are you open?' }], confidence: 'balanced' });
  const { body } = await owner.call('GET', `/bots/${bot.id}/modules`);
  const faq = body.items.find((module: { id: string }) => module.id === 'faq');
  expect(faq.settingsSchema).toMatchObject({ type: 'object', properties: { pairs: { type: 'array' } } });
  const wrong = { enabled: true, settings: { pairs: [{ question: '' }] } };
  const refused = await owner.call('PUT', `/bots/${bot.id}/modules/faq`, wrong);
  expect(refused).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  expect(Object.keys(refused.body.fields)).toContain('settings.pairs.0.question');
  expect((await owner.call('PUT', `/bots/${bot.id}/modules/nope`, { enabled: true })).status).toBe(404);
  expect((await owner.call('PUT', `/bots/${bot.id}/modules/core`, { enabled: false })).status).toBe(422);
});

describe('platform admins', () => {
  test('a plain user is refused on every admin call', async () => {
    const user = await api.register();
    const calls: [string, string, unknown?][] = [
      ['GET', '/admin/bots'],
      ['GET', '/admin/bots/bot_x'],
      ['POST', '/admin/bots/bot_x/access', { reason: 'because' }],
      ['POST', '/admin/bots/bot_x/suspend', { reason: 'because' }],
      ['POST', '/admin/bots/bot_x/activate', { reason: 'because' }],
      ['PATCH', '/admin/bots/bot_x/limits', { requestsPerSecond: 1, maxConcurrent: 1, reason: 'because' }],
      ['GET', '/admin/users'],
      ['POST', '/admin/users/usr_x/suspend', { reason: 'because' }],
      ['POST', '/admin/users/usr_x/activate', { reason: 'because' }],
      ['PATCH', '/admin/workspaces/ws_x', { plan: 'free', reason: 'because' }],
      ['GET', '/admin/audit-log'],
      ['POST', '/admin/audit-log/verify'],
    ];
    for (const [method, path, body] of calls) {
      expect(await user.call(method, path, body), path).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
      expect((await api.call(method, path, body)).status).toBe(401);
    }
  });

  test('suspend and activate a bot, with a reason the owner reads', async () => {
    const { owner, bot } = await withBot();
    const admin = await platformAdmin();
    await owner.call('POST', `/bots/${bot.id}/start`);
    expect((await admin.call('POST', `/admin/bots/${bot.id}/suspend`, {})).status).toBe(422);
    const suspended = await admin.call('POST', `/admin/bots/${bot.id}/suspend`, { reason: 'Reported for spam' });
    expect(suspended.body).toMatchObject({ status: 'suspended', desiredState: 'running' });
    expect((await owner.call('GET', `/bots/${bot.id}`)).body.statusReason).toContain('Reported for spam');
    expect(await owner.call('POST', `/bots/${bot.id}/start`)).toMatchObject({
      status: 409,
      body: { code: 'BOT_SUSPENDED' },
    });
    expect(await owner.call('POST', `/bots/${bot.id}/webhook/repair`)).toMatchObject({
      status: 409,
      body: { code: 'BOT_SUSPENDED' },
    });
    const activated = await admin.call('POST', `/admin/bots/${bot.id}/activate`, { reason: 'Cleared' });
    expect(activated.body).toMatchObject({ status: 'pending', desiredState: 'running' });
  });

  test('limits of an admin override the owner', async () => {
    const { owner, bot } = await withBot();
    const admin = await platformAdmin();
    const limits = { requestsPerSecond: 2, maxConcurrent: 1 };
    const set = await admin.call('PATCH', `/admin/bots/${bot.id}/limits`, { ...limits, reason: 'Too loud' });
    expect(set.body.limits).toEqual({ ...limits, setBy: 'admin' });
    expect((await owner.call('PATCH', `/bots/${bot.id}/limits`, limits)).status).toBe(403);
  });

  test('find bots by filters, and look inside for thirty minutes only with a reason', async () => {
    const { owner, bot } = await withBot();
    const admin = await platformAdmin();
    const found = async (query: string) =>
      (await admin.call('GET', `/admin/bots?${query}`)).body.items as { id: string; createdAt: string }[];
    expect(await found(`owner=${encodeURIComponent(owner.email)}`)).toMatchObject([{ id: bot.id }]);
    expect(await found(`q=${bot.username}&status=stopped`)).toMatchObject([{ id: bot.id }]);
    expect(await found(`q=${bot.username}&status=running`)).toEqual([]);
    expect(await found(`q=${bot.username}&createdTo=2020-01-01`)).toEqual([]);
    expect(await found(`q=${bot.username}&createdFrom=2020-01-01T00:00:00Z`)).toMatchObject([{ id: bot.id }]);
    const day = (await found(`q=${bot.username}`))[0]?.createdAt.slice(0, 10);
    expect(await found(`q=${bot.username}&createdFrom=${day}&createdTo=${day}`)).toMatchObject([{ id: bot.id }]);
    expect((await admin.call('GET', `/bots/${bot.id}/updates`)).status).toBe(404);
    const look = await admin.call('POST', `/admin/bots/${bot.id}/access`, { reason: 'Ticket 42' });
    expect(look.body).toMatchObject({ bot: { id: bot.id }, updates: [] });
    expect((await admin.call('GET', `/bots/${bot.id}/updates`)).status).toBe(200);
    expect((await admin.call('POST', `/bots/${bot.id}/start`)).status).toBe(404);
    api.kit.advance(31 * 60_000);
    const { body } = await api.call('POST', '/auth/login', { email: admin.email, password: 'violet-kettle-orbit-47' });
    const later = { authorization: `Bearer ${body.accessToken}` };
    expect((await api.call('GET', `/bots/${bot.id}/updates`, undefined, later)).status).toBe(404);
  });

  test('suspend a person, whose sessions end now', async () => {
    const admin = await platformAdmin();
    const person = await api.register();
    expect((await admin.call('POST', `/admin/users/${person.userId}/suspend`, { reason: 'Fraud' })).status).toBe(200);
    expect((await person.call('GET', '/me')).status).toBe(401);
    expect((await admin.call('POST', `/admin/users/${admin.userId}/suspend`, { reason: 'Oops' })).status).toBe(403);
    expect((await admin.call('POST', `/admin/users/${person.userId}/activate`, { reason: 'Sorry' })).status).toBe(200);
  });

  test('a plan change reaches the bots', async () => {
    const { owner, bot } = await withBot();
    const admin = await platformAdmin();
    const path = `/admin/workspaces/${owner.workspaceId}`;
    expect((await admin.call('PATCH', path, { plan: 'free', reason: 'Downgrade' })).body.plan).toBe('free');
    expect((await owner.call('GET', `/bots/${bot.id}`)).body.limits).toMatchObject({
      requestsPerSecond: 5,
      maxConcurrent: 3,
    });
    expect((await admin.call('PATCH', path, { plan: 'gold', reason: 'Upgrade' })).status).toBe(422);
  });

  test('the audit log names every act and verifies', async () => {
    const { bot } = await withBot();
    const admin = await platformAdmin();
    await admin.call('POST', `/admin/bots/${bot.id}/suspend`, { reason: 'Look' });
    const { body } = await admin.call('GET', `/admin/audit-log?targetId=${bot.id}`);
    expect(body.items.map((event: { action: string }) => event.action)).toEqual(['bot.suspended', 'bot.created']);
    expect(body.items[0]).toMatchObject({ reason: 'Look', actor: { email: admin.email } });
    const verdict = await admin.call('POST', '/admin/audit-log/verify');
    expect(verdict.body).toMatchObject({ ok: true });
    expect(verdict.body.checked).toBeGreaterThan(10);
  });
});

test('a simulated person talks to a sandbox bot of the workspace only', async () => {
  const { owner, bot } = await withBot();
  const path = `/sandbox/chats/${bot.username}/messages`;
  const sent = await owner.call('POST', path, { person: 'Mia', text: '/start' });
  expect(sent).toMatchObject({ status: 200, body: { messageId: expect.any(Number) } });
  expect((await owner.call('GET', `${path}?person=Mia`)).body.items).toMatchObject([
    { from: 'person', text: '/start' },
  ]);
  expect((await (await api.register()).call('POST', path, { text: 'hi' })).status).toBe(404);
});

test('the OpenAPI document describes every call', async () => {
  const { body } = await api.call('GET', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/v1/bots', '/api/v1/bots/{id}/rotate-token', '/api/v1/admin/audit-log/verify']),
  );
  expect(body.components.schemas.Bot.properties.limits).toBeDefined();
});

test('only the allowed origins may call from a browser', async () => {
  const preflight = async (origin: string) =>
    (
      await api.app.request('/api/v1/bots', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      })
    ).headers.get('access-control-allow-origin');
  expect(await preflight('https://app.example.com')).toBe('https://app.example.com');
  expect(await preflight('https://evil.example.com')).toBeNull();
});

test.each([
  '/admin/bots?createdFrom=0000-01-01',
  '/admin/bots?createdTo=0000-12-31T23:59:59Z',
  '/admin/audit-log?from=0001-01-01T00:00:00%2B14:00',
  '/admin/audit-log?to=9999-12-31T23:59:59-14:00',
])('a day that no calendar of ours has is refused: %s', async (path) => {
  const admin = await platformAdmin();
  const field = /\?(\w+)=/.exec(path)?.[1] ?? '';
  expect(await admin.call('GET', path)).toMatchObject({
    status: 422,
    body: { code: 'VALIDATION_FAILED', fields: { [field]: expect.any(String) } },
  });
});

test('the check of the audit log answers as the OpenAPI document says', async () => {
  const { body } = await api.call('GET', '/openapi.json');
  const verify = body.paths['/api/v1/admin/audit-log/verify'].post.responses['200'].content['application/json'];
  const { id, problem } = verify.schema.properties.firstBad.properties;
  expect(problem.enum).toEqual(['missing', 'changed', 'unlinked', 'head_missing', 'head_forged']);
  expect(JSON.stringify(id)).toContain('null');
});

test('an unknown call is not found', async () => {
  expect(await api.call('GET', '/nope')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
});
