import { sealSessionCookie } from '@dovecote/auth/session-cookie';
import { testPassword } from '@dovecote/services/create-test-services.test-helper';
import { plantUpdates } from '@dovecote/services/dead-letters/plant-updates.test-helper';
import superjson from 'superjson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authSecret, createTestApi, type RestAnswer, type TestApi } from '../create-test-api.test-helper';
import { createTrpcHandler } from './trpc-handler';

let api: TestApi;
let handle: (req: Request) => Promise<Response>;
beforeAll(async () => {
  api = await createTestApi();
  handle = createTrpcHandler(api.deps, { endpoint: '/api/trpc', ownOrigins: ['http://dashboard.test'] });
});
afterAll(async () => await api.close());

const origin = 'http://dashboard.test';

async function signUp() {
  const person = await api.register();
  const ctx = {
    ...api.deps.services,
    actor: { kind: 'anonymous' as const },
    request: api.deps.describeRequest(new Headers()),
  };
  const { sessionId } = await api.deps.auth.startWebSession(ctx, { email: person.email, password: testPassword });
  return { ...person, sessionId, cookie: await sealSessionCookie(sessionId, { authSecret, isSecure: false }) };
}

async function read(res: Response): Promise<Pick<RestAnswer, 'status' | 'body'>> {
  return { status: res.status, body: await res.json() };
}

async function mutate(path: string, input: unknown, headers: Record<string, string> = {}) {
  const res = await handle(
    new Request(`${origin}/api/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, ...headers },
      body: JSON.stringify(superjson.serialize(input)),
    }),
  );
  return await read(res);
}

async function query(path: string, input: unknown, headers: Record<string, string> = {}) {
  const encoded = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
  const res = await handle(new Request(`${origin}/api/trpc/${path}?input=${encoded}`, { headers }));
  return await read(res);
}

test('a session cookie leads to the person and their workspace, until it is revoked', async () => {
  const { cookie, workspaceId, sessionId } = await signUp();
  const me = await query('session.me', undefined, { cookie });
  expect(me.body.result.data.json).toMatchObject({ sessionId, role: 'owner', workspace: { id: workspaceId } });
  await mutate('account.revokeSession', { id: sessionId }, { cookie });
  expect((await query('session.me', undefined, { cookie })).body.result.data.json).toBeNull();
  expect((await query('bots.list', undefined, { cookie })).body.error.json.data.code).toBe('UNAUTHENTICATED');
});

test('an answer tells its length, so that a short one is not compressed', async () => {
  const answer = await handle(new Request(`${origin}/api/trpc/session.me,auth.signup?batch=1&input={}`));
  expect(answer.headers.get('content-type')).toBe('application/json');
  const length = Number(answer.headers.get('content-length'));
  expect(length).toBe((await answer.arrayBuffer()).byteLength);
  expect(length).toBeGreaterThan(0);
});

test('errors carry our code, the fields and the request id', async () => {
  const { cookie } = await signUp();
  const malformed = await mutate('bots.create', { token: 'nonsense' }, { cookie });
  expect(malformed.status).toBe(422);
  expect(malformed.body.error.json.data).toMatchObject({ code: 'TOKEN_MALFORMED', httpStatus: 422 });
  const invalid = await mutate('bots.create', { token: 'x', speed: 1 }, { cookie });
  expect(invalid.body.error.json.data).toMatchObject({
    code: 'VALIDATION_FAILED',
    fields: { speed: 'is not a known field' },
    requestId: expect.stringMatching(/^req_/),
  });
  expect(JSON.stringify(invalid.body)).not.toContain('stack');
  const foreign = await query('bots.get', { id: 'bot_x' }, { cookie });
  expect(foreign).toMatchObject({ status: 404, body: { error: { json: { data: { code: 'NOT_FOUND' } } } } });
});

test('refuses what another site sends with our cookie', async () => {
  const { cookie } = await signUp();
  const evil = { cookie, origin: 'https://evil.test' };
  expect(await mutate('bots.create', { token: 'x' }, evil)).toMatchObject({ status: 403 });
  const crossSite = { cookie, 'sec-fetch-site': 'cross-site' };
  expect(await mutate('bots.create', { token: 'x' }, crossSite)).toMatchObject({ status: 403 });
});

test('a batch has at most ten calls', async () => {
  const { cookie } = await signUp();
  const paths = Array.from({ length: 11 }, () => 'session.me').join(',');
  const res = await handle(
    new Request(`${origin}/api/trpc/${paths}?batch=1&input=${encodeURIComponent('{}')}`, { headers: { cookie } }),
  );
  expect(res.status).toBe(400);
});

test('a draft keeps its token sealed and becomes a bot once', async () => {
  const { cookie, call } = await signUp();
  const { body: born } = await call('POST', '/sandbox/bots', {});
  const data = { purpose: 'faq', pasted: born.token };
  const created = await mutate('drafts.create', { step: 'token', data, secrets: { token: born.token } }, { cookie });
  const draft = created.body.result.data.json;
  expect(draft).toMatchObject({ step: 'token', has: { token: true, sessionString: false }, botId: null });
  expect(JSON.stringify(created.body)).not.toContain(born.token);
  const seen = await mutate('drafts.inspect', { id: draft.id }, { cookie });
  expect(seen.body.result.data.json).toMatchObject({ username: born.username, isHosted: false });
  const finished = await mutate('drafts.finish', { id: draft.id, name: 'Desk' }, { cookie });
  const again = await mutate('drafts.finish', { id: draft.id }, { cookie });
  expect(again.body.result.data.json.id).toBe(finished.body.result.data.json.id);
  const other = await signUp();
  expect((await query('drafts.get', { id: draft.id }, { cookie: other.cookie })).status).toBe(404);
});

test('live hints tell of changes in the own workspace only', async () => {
  const mine = await signUp();
  const other = await signUp();
  const aborter = new AbortController();
  const res = await handle(
    new Request(`${origin}/api/trpc/live.changes`, {
      headers: { cookie: mine.cookie, accept: 'text/event-stream' },
      signal: aborter.signal,
    }),
  );
  expect(res.headers.get('content-type')).toContain('text/event-stream');
  const reader = res.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hearUntil = async (pattern: RegExp) => {
    while (!pattern.test(heard)) heard += (await reader?.read())?.value ?? '';
  };
  await hearUntil(/"botIds":null/);
  const { body: foreign } = await other.call('POST', '/sandbox/bots', {});
  const { body: foreignBot } = await other.call('POST', '/bots', { token: foreign.token });
  const { body: own } = await mine.call('POST', '/sandbox/bots', {});
  const { body: bot } = await mine.call('POST', '/bots', { token: own.token });
  await hearUntil(new RegExp(bot.id));
  expect(heard).not.toContain(foreignBot.id);
  aborter.abort();
  await reader?.cancel().catch(() => undefined);
});

test('the dashboard replays dead letters, and asks for the balance after', async () => {
  const { cookie, workspaceId, call } = await signUp();
  const { body: born } = await call('POST', '/sandbox/bots', {});
  const { body: bot } = await call('POST', '/bots', { token: born.token });
  await plantUpdates(api.kit, workspaceId, bot.id, [{ id: '1', state: 'dead_lettered' }]);
  const list = await query('bots.deadLetters.list', { id: bot.id }, { cookie });
  expect(list.body.result.data.json).toMatchObject({ total: 1, items: [{ id: '1' }] });
  const replayed = await mutate('bots.deadLetters.replayAll', { id: bot.id }, { cookie });
  expect(replayed.body.result.data.json).toEqual({ replayed: 1, remaining: 0, hasMore: false });
  const balance = await query('bots.balance', { id: bot.id, range: '15m' }, { cookie });
  expect(balance.body.result.data.json).toMatchObject({ isBalanced: true, ledger: { waiting: 1, deadLettered: 0 } });
  const stranger = await signUp();
  const foreign = await mutate('bots.deadLetters.discardAll', { id: bot.id }, { cookie: stranger.cookie });
  expect(foreign).toMatchObject({ status: 404, body: { error: { json: { data: { code: 'NOT_FOUND' } } } } });
});

test('calls within one batch are counted one by one', async () => {
  const { email } = await api.register();
  const batch = async (ip: string) => {
    const inputs = Array.from({ length: 10 }, (_, index) => [
      index,
      superjson.serialize({ email: `x${index}${email}` }),
    ]);
    const paths = inputs.map(() => 'auth.forgotPassword').join(',');
    const res = await handle(
      new Request(`${origin}/api/trpc/${paths}?batch=1`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, 'x-test-ip': ip },
        body: JSON.stringify(Object.fromEntries(inputs)),
      }),
    );
    const answers = (await res.json()) as { error?: { json: { data: { code: string } } } }[];
    return answers.map(({ error }) => error?.json.data.code ?? 'OK');
  };
  const answers = (await Promise.all(Array.from({ length: 12 }, () => batch('203.0.113.200')))).flat();
  expect(answers.filter((code) => code === 'OK')).toHaveLength(100);
  expect(answers.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20);
});
