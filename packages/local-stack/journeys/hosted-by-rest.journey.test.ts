import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Bot {
  id: string;
  status: string;
  statusReason: string | null;
  totals: Record<string, number>;
}

const folder = createDataDir();
const password = 'a loft full of doves';
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let product: Product;
let rest: RestClient;
let owner: RestClient;
let stranger: RestClient;

beforeAll(async () => {
  outside = await startOutsideServer();
  product = await startProduct(folder.dataDir, {
    TELEGRAM_API_ROOT: outside.apiRoot,
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: password,
  });
  rest = createRestClient(product.url);
  owner = await register('owner@example.com');
  stranger = await register('stranger@example.com');
});

afterAll(async () => {
  await product?.stop();
  await outside?.close();
  folder.remove();
});

async function register(email: string): Promise<RestClient> {
  const answer = await rest.call<{ accessToken: string }>('POST', '/auth/register', { email, password });
  expect(answer.status).toBe(201);
  return rest.as(answer.body.accessToken);
}

async function bringBot(): Promise<Bot & { username: string; telegramId: string; token: string }> {
  const born = await outside.createBot();
  const { status, body } = await owner.call<Bot>('POST', '/bots', { token: born.token });
  expect(status).toBe(201);
  return { ...body, ...born };
}

const statusOf = async (id: string) => (await owner.call<Bot>('GET', `/bots/${id}`)).body.status;

describe('a bot brought by REST', () => {
  test('answers /start, a question, a paraphrase and admits what it does not know; rests when stopped', async () => {
    const bot = await bringBot();
    const faq = {
      enabled: true,
      settings: {
        pairs: [
          { question: 'What are your opening hours?', answer: 'We are open from 9 to 18.' },
          { question: 'How do I get a refund?', answer: 'Send us the receipt within 30 days.' },
        ],
      },
    };
    expect((await owner.call('PUT', `/bots/${bot.id}/modules/faq`, faq)).status).toBe(200);
    expect((await owner.call('POST', `/bots/${bot.id}/start`)).status).toBe(200);
    await eventually(async () => expect(await statusOf(bot.id)).toBe('running'));

    const ask = async (text: string) => {
      const before = (await outside.answers(bot.username, 'ann')).length;
      await outside.send(bot.username, 'ann', text);
      await eventually(async () => expect((await outside.answers(bot.username, 'ann')).length).toBe(before + 1));
      return (await outside.answers(bot.username, 'ann')).at(-1);
    };
    await ask('/start');
    expect(await ask('What are your opening hours?')).toContain('from 9 to 18');
    expect(await ask('how can i get a refund')).toContain('receipt');
    expect(await ask('who painted the Mona Lisa?')).not.toMatch(/from 9 to 18|receipt/);

    await owner.call('POST', `/bots/${bot.id}/stop`);
    await eventually(async () => expect(await statusOf(bot.id)).toBe('stopped'));
    for (const person of ['bob', 'eve']) await outside.send(bot.username, person, '/start');
    expect(await outside.answers(bot.username, 'bob')).toEqual([]);
    await owner.call('POST', `/bots/${bot.id}/start`);
    for (const person of ['bob', 'eve']) {
      await eventually(async () => expect(await outside.answers(bot.username, person)).toHaveLength(1));
    }
    await eventually(async () => {
      const { totals } = (await owner.call<Bot>('GET', `/bots/${bot.id}`)).body;
      expect(totals).toMatchObject({ received: 6, done: 6, waiting: 0, deadLettered: 0 });
    });
  });

  test('is nobody else’s', async () => {
    const bot = await bringBot();
    const absent = bot.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const calls: [string, string, object?][] = [
      ['GET', ''],
      ['PATCH', '', { name: 'mine' }],
      ['DELETE', ''],
      ['POST', '/verify', {}],
      ['POST', '/start'],
      ['POST', '/stop'],
      ['PATCH', '/limits', { requestsPerSecond: 1, maxConcurrent: 1 }],
      ['POST', '/rotate-token', { token: bot.token }],
      ['GET', '/modules'],
      ['PUT', '/modules/faq', { enabled: true, settings: {} }],
      ['GET', '/stats'],
      ['GET', '/updates'],
      ['GET', '/updates/1'],
    ];
    for (const [method, path, body] of calls) {
      const foreign = await stranger.call(method, `/bots/${bot.id}${path}`, body);
      const missing = await stranger.call(method, `/bots/${absent}${path}`, body);
      expect([method, path, foreign.status]).toEqual([method, path, 404]);
      expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
      expect(JSON.stringify(foreign.body)).not.toContain(bot.id);
    }
  });

  test('says what is wrong with a token', async () => {
    const bot = await bringBot();
    const attempt = async (token: string) =>
      (await stranger.call<{ code: string; detail: string }>('POST', '/bots', { token })).body;
    expect(await attempt('not a token')).toMatchObject({ code: 'TOKEN_MALFORMED' });
    expect(await attempt(`${bot.telegramId}:${'A'.repeat(35)}`)).toMatchObject({ code: 'TOKEN_REJECTED' });
    expect(await attempt(bot.token)).toMatchObject({ code: 'TOKEN_IN_USE' });
  });

  test('whose token is revoked shows it to its owner and is not called any more', async () => {
    const bot = await bringBot();
    await owner.call('POST', `/bots/${bot.id}/start`);
    await eventually(async () => expect(await statusOf(bot.id)).toBe('running'));
    await outside.revoke(bot.telegramId);
    await eventually(async () => expect(await statusOf(bot.id)).toBe('token_revoked'), 40_000);
    const { statusReason } = (await owner.call<Bot>('GET', `/bots/${bot.id}`)).body;
    expect(statusReason).toContain('token');
  });
});

describe('a platform admin', () => {
  test('suspends with a reason the owner sees, and activates with nothing lost', async () => {
    const signedIn = await rest.call<{ accessToken: string }>('POST', '/auth/login', {
      email: 'admin@example.com',
      password,
    });
    const admin = rest.as(signedIn.body.accessToken);
    const bot = await bringBot();
    await owner.call('POST', `/bots/${bot.id}/start`);
    await eventually(async () => expect(await statusOf(bot.id)).toBe('running'));

    expect((await owner.call('POST', `/admin/bots/${bot.id}/suspend`, { reason: 'mine' })).status).toBe(403);
    expect((await admin.call('POST', `/admin/bots/${bot.id}/suspend`, { reason: 'sells snake oil' })).status).toBe(200);
    const seen = (await owner.call<Bot>('GET', `/bots/${bot.id}`)).body;
    expect(seen.status).toBe('suspended');
    expect(seen.statusReason).toContain('sells snake oil');
    await outside.send(bot.username, 'ann', '/start');
    await outside.send(bot.username, 'bob', '/start');

    for (const person of ['ann', 'bob']) expect(await outside.answers(bot.username, person)).toEqual([]);
    expect((await admin.call('POST', `/admin/bots/${bot.id}/activate`, { reason: 'appealed' })).status).toBe(200);
    for (const person of ['ann', 'bob']) {
      await eventually(async () => expect(await outside.answers(bot.username, person)).toHaveLength(1));
    }
    const audit = await admin.call<{
      items: { targetId: string; reason: string | null; before: object | null; after: object | null }[];
    }>('GET', '/admin/audit-log?limit=100');
    const acts = audit.body.items.filter((event) => event.targetId === bot.id && event.reason !== null);
    expect(acts.map((event) => event.reason).sort()).toEqual(['appealed', 'sells snake oil']);
    for (const event of acts) expect(event).toMatchObject({ before: expect.any(Object), after: expect.any(Object) });
    expect((await admin.call('POST', '/admin/audit-log/verify')).body).toMatchObject({ ok: true });
  });
});
