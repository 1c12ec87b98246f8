import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mails } from '@dovecote/db/schema/mails';
import { webhookAttempts, webhookDeliveries, webhookEndpoints, webhookEvents } from '@dovecote/db/schema/webhooks';
import { desc, eq, sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { suspendBot } from '../admin/suspend-bot';
import { createBot } from '../bots/create-bot';
import { deleteBot } from '../bots/delete-bot';
import { reportBotStatus } from '../bots/report-bot-status';
import { startBot } from '../bots/start-bot';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { plantUpdates } from '../dead-letters/plant-updates.test-helper';
import { type ServiceContext, systemContext } from '../service-context';
import { createWebhook } from './create-webhook';
import { getWebhook } from './get-webhook';
import { getWebhookDelivery } from './get-webhook-delivery';
import { listWebhookDeliveries } from './list-webhook-deliveries';
import { listWebhooks } from './list-webhooks';
import { removeWebhook } from './remove-webhook';
import { replayWebhookDeliveries } from './replay-webhook-deliveries';
import { replayWebhookDelivery } from './replay-webhook-delivery';
import { rotateWebhookSecret } from './rotate-webhook-secret';
import { testWebhook } from './test-webhook';
import { updateWebhook } from './update-webhook';
import { WebhookCourier } from './webhook-courier';

interface Heard {
  path: string;
  headers: Record<string, string>;
  body: string;
}

let kit: TestServices;
let owner: ServiceContext;
let receiver: Server;
let url: string;
let heard: Heard[];
let status: number;
const hourMs = 3_600_000;

beforeAll(async () => {
  receiver = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    heard.push({ path: req.url ?? '', headers: req.headers as Record<string, string>, body });
    res.writeHead(status, { location: `${url}/elsewhere` }).end('I am the receiver. '.repeat(50));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => receiver.close(resolve)));

beforeEach(async () => {
  heard = [];
  status = 204;
  kit = await createTestServices({ allowsLoopbackTargets: true });
  owner = await kit.signUp('olga');
});
afterEach(async () => await kit.close());

const all = ['bot.created', 'bot.removed', 'bot.status_changed', 'bot.suspended', 'bot.token_revoked'] as const;

const jobContext = (): ServiceContext => systemContext(kit.services, 'test');

/** Everything that is due is tried once. */
async function carry(): Promise<void> {
  const courier = new WebhookCourier(jobContext());
  for (let round = 0; round < 5; round += 1) {
    await courier.look();
    await courier.settle();
  }
}

const typesHeard = () => heard.map((one) => JSON.parse(one.body).type as string);
const newBot = async (ctx = owner) => createBot(ctx, { token: await kit.newToken(ctx) });
const deliveriesOf = async (id: string) => (await listWebhookDeliveries(owner, id)).items;

test('an event is posted to who asked for it, signed as Standard Webhooks say, and the log tells of it', async () => {
  const webhook = await createWebhook(owner, { url: `${url}/hook?key=1`, events: ['bot.created'] });
  const other = await createWebhook(owner, { url: `${url}/other`, events: ['bot.removed'] });
  const bot = await newBot();
  await carry();
  expect(heard.map((one) => one.path)).toEqual(['/hook?key=1']);
  const [message] = heard;
  const payload = new Webhook(webhook.secret).verify(message?.body ?? '', message?.headers ?? {});
  expect(payload).toMatchObject({ type: 'bot.created', data: { botId: bot.id, username: bot.username } });
  expect(() => new Webhook(other.secret).verify(message?.body ?? '', message?.headers ?? {})).toThrow();
  const [delivery] = await deliveriesOf(webhook.id);
  expect(delivery).toMatchObject({
    state: 'delivered',
    attempts: 1,
    lastStatus: 204,
    eventId: message?.headers['webhook-id'],
  });
  const details = await getWebhookDelivery(owner, webhook.id, delivery?.id ?? '');
  expect(details).toMatchObject({ payload: message?.body, log: [{ status: 204, error: null, answer: null }] });
  expect(await deliveriesOf(other.id)).toEqual([]);
});

test('an event stands and falls with its change, and none is written that nobody wants', async () => {
  await newBot();
  expect(await kit.database.db.select().from(webhookEvents)).toEqual([]);
  await createWebhook(owner, { url, events: [...all] });
  await kit.database.db.execute(sql`create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'no'; end $$`);
  await kit.database.db.execute(sql`create trigger refuse before insert on audit_events for each row
    when (new.action = 'bot.created') execute function refuse()`);
  await expect(newBot()).rejects.toThrow();
  expect(await kit.database.db.select().from(webhookEvents)).toEqual([]);
});

test('each event of a bot is told with its change', async () => {
  await createWebhook(owner, { url, events: [...all] });
  const bot = await newBot();
  await startBot(owner, bot.id);
  const at = { workspaceId: workspaceIdOf(owner), botId: bot.id, cause: null };
  await reportBotStatus(jobContext(), { ...at, status: 'running' });
  await reportBotStatus(jobContext(), { ...at, status: 'token_revoked' });
  await suspendBot(await kit.admin(), bot.id, { reason: 'It sends spam to strangers.' });
  await deleteBot(owner, bot.id);
  await carry();
  expect(typesHeard().sort()).toEqual([
    'bot.created',
    'bot.removed',
    ...Array.from({ length: 4 }, () => 'bot.status_changed'),
    'bot.suspended',
    'bot.token_revoked',
  ]);
  const changes = heard.map((one) => JSON.parse(one.body).data).filter((data) => data.to !== undefined);
  expect(changes).toContainEqual(expect.objectContaining({ from: 'pending', to: 'running' }));
});

test('a dead letter and an unanswered question are told by whatever statement makes them', async () => {
  const bot = await newBot();
  const workspaceId = workspaceIdOf(owner);
  await createWebhook(owner, { url, events: ['dead_letter.created', 'question.unanswered'] });
  await plantUpdates(kit, workspaceId, bot.id, [
    { id: '1', state: 'dead_lettered' },
    { id: '2', state: 'done' },
    { id: '3', state: 'waiting' },
  ]);
  const { db } = kit.database;
  await db.execute(sql`update updates set state = 'dead_lettered', reason = 'handler failed' where update_id = '3'`);
  await db.execute(sql`update updates set state = 'dead_lettered' where update_id = '3'`);
  await db.execute(
    sql`insert into faq_unanswered select ${workspaceId}, ${bot.id}, 'h1', 'sealed', 1, now(), now(), null`,
  );
  await db.execute(sql`update faq_unanswered set asked = 2`);
  await carry();
  expect(typesHeard().sort()).toEqual(['dead_letter.created', 'dead_letter.created', 'question.unanswered']);
  const told = heard.map((one) => JSON.parse(one.body).data);
  expect(told).toContainEqual(expect.objectContaining({ updateId: '3', reason: 'handler failed' }));
  expect(told).toContainEqual({ botId: bot.id, questionId: 'h1' });
});

test('a refused event comes again under its id with growing gaps for about 75 hours, then counts as failed', async () => {
  status = 500;
  const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
  await newBot();
  const gapsMs: number[] = [];
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const sentAt = kit.services.clock().getTime();
    await carry();
    expect(heard).toHaveLength(attempt);
    const [delivery] = await deliveriesOf(webhook.id);
    if (delivery?.nextAttemptAt == null) break;
    gapsMs.push(new Date(delivery.nextAttemptAt).getTime() - sentAt);
    kit.advance(new Date(delivery.nextAttemptAt).getTime() - kit.services.clock().getTime() + 1);
  }
  expect(gapsMs).toHaveLength(9);
  expect(gapsMs).toEqual(gapsMs.toSorted((a, b) => a - b));
  const wholeHours = gapsMs.reduce((sum, gap) => sum + gap, 0) / hourMs;
  expect(wholeHours).toBeGreaterThan(68);
  expect(wholeHours).toBeLessThan(84);
  expect(new Set(heard.map((one) => one.headers['webhook-id'])).size).toBe(1);
  expect(new Set(heard.map((one) => one.body)).size).toBe(1);
  const [failed] = await deliveriesOf(webhook.id);
  expect(failed).toMatchObject({ state: 'failed', attempts: 10, lastError: 'answered 500' });
  const { log } = await getWebhookDelivery(owner, webhook.id, failed?.id ?? '');
  expect(log).toHaveLength(10);
  expect(log[0]?.answer?.length).toBe(200);
  status = 200;
  await replayWebhookDelivery(owner, webhook.id, failed?.id ?? '');
  await carry();
  expect(new Set(heard.map((one) => one.headers['webhook-id'])).size).toBe(1);
  expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
});

test('a courier that dies in the middle loses nothing, and the event keeps its id', async () => {
  const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
  await newBot();
  const dying = new WebhookCourier({
    ...jobContext(),
    outbound: { ...kit.services.outbound, fetch: () => new Promise(() => undefined) },
  });
  await dying.look();
  await carry();
  expect(heard).toEqual([]);
  expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  kit.advance(61_000);
  await carry();
  const [event] = await kit.database.db.select().from(webhookEvents);
  expect(heard.map((one) => one.headers['webhook-id'])).toEqual([event?.id]);
  expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
});

test('several couriers at once post each event once', async () => {
  await createWebhook(owner, { url, events: ['bot.created', 'bot.status_changed'] });
  for (let round = 0; round < 6; round += 1) await startBot(owner, (await newBot()).id);
  const couriers = Array.from({ length: 4 }, () => new WebhookCourier(jobContext()));
  for (let round = 0; round < 6; round += 1) await Promise.all(couriers.map((one) => one.look()));
  await Promise.all(couriers.map((one) => one.settle()));
  await carry();
  expect(heard).toHaveLength(12);
  expect(new Set(heard.map((one) => one.headers['webhook-id'])).size).toBe(12);
});

test('for 24 hours after a rotation both secrets sign, then the new one alone', async () => {
  const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
  const rotated = await rotateWebhookSecret(owner, webhook.id);
  expect(rotated.secret).not.toBe(webhook.secret);
  const verdicts = () => {
    const { body = '', headers = {} } = heard.at(-1) ?? {};
    // The clock of the test is ahead; the signature itself is what counts.
    const isSigned = (secret: string) => {
      const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
      return (headers['webhook-signature'] ?? '').includes(
        new Webhook(secret).sign(headers['webhook-id'] ?? '', at, body),
      );
    };
    return [isSigned(rotated.secret), isSigned(webhook.secret)];
  };
  await testWebhook(owner, webhook.id);
  await carry();
  expect(verdicts()).toEqual([true, true]);
  kit.advance(24 * hourMs + 1_000);
  await testWebhook(owner, webhook.id);
  await carry();
  expect(verdicts()).toEqual([true, false]);
  const everything = JSON.stringify([await listWebhooks(owner), await kit.database.db.select().from(webhookEndpoints)]);
  for (const { secret } of [webhook, rotated]) expect(everything).not.toContain(secret.slice(6));
});

test.each([
  ['says that it is gone', 410, 0, 'gone'],
  ['has failed for five days', 500, 5 * 24 * hourMs + 1_000, 'failing'],
] as const)(
  'an endpoint that %s is switched off, its owners are told once, and what failed can be replayed',
  async (_words, code, afterMs, offReason) => {
    status = code;
    const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
    await newBot();
    await carry();
    kit.advance(afterMs);
    await newBot();
    await carry();
    expect(await getWebhook(owner, webhook.id)).toMatchObject({ isOn: false, offReason });
    const told = await kit.database.db.select().from(mails).orderBy(desc(mails.id));
    expect(told.map((mail) => mail.subject)).toEqual([`A webhook to ${new URL(url).host} was switched off`]);
    await newBot();
    await carry();
    expect((await deliveriesOf(webhook.id)).map((one) => one.state)).not.toContain('waiting');
    expect((await deliveriesOf(webhook.id)).map((one) => one.lastError)).toContain(`answered ${code}`);
    await expect(replayWebhookDeliveries(owner, webhook.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await updateWebhook(owner, webhook.id, { isOn: true });
    status = 200;
    const { replayed } = await replayWebhookDeliveries(owner, webhook.id);
    expect(replayed).toBeGreaterThan(0);
    await carry();
    expect(new Set((await deliveriesOf(webhook.id)).map((one) => one.state))).toEqual(new Set(['delivered']));
  },
);

test('one success in between keeps an endpoint on', async () => {
  const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
  for (const code of [500, 200, 500]) {
    status = code;
    await newBot();
    await carry();
    kit.advance(3 * 24 * hourMs);
  }
  expect(await getWebhook(owner, webhook.id)).toMatchObject({ isOn: true });
});

test('a redirect is a failure and is not followed', async () => {
  status = 307;
  const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
  await newBot();
  await carry();
  expect(heard.map((one) => one.path)).toEqual(['/']);
  expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'waiting', lastError: 'answered 307' }]);
});

test('an address that is not public is refused by name when it is given, and when it is changed', async () => {
  const strict = await createTestServices();
  const ctx = await strict.signUp('petra');
  const refused = { code: 'VALIDATION_FAILED', fields: { url: expect.any(String) } };
  for (const bad of [
    url,
    'https://127.0.0.1/',
    'https://169.254.169.254/latest',
    'https://db/',
    'ftp://example.com/',
  ]) {
    await expect(createWebhook(ctx, { url: bad, events: ['bot.created'] })).rejects.toMatchObject(refused);
  }
  const { id } = await createWebhook(ctx, { url: 'https://example.com/hook', events: ['bot.created'] });
  await expect(updateWebhook(ctx, id, { url: 'https://[::1]/' })).rejects.toMatchObject(refused);
  const wrong = { url: 'https://example.com/', events: ['bot.renamed'], colour: 'red' };
  await expect(createWebhook(ctx, wrong as never)).rejects.toMatchObject({
    fields: { colour: 'is not a known field' },
  });
  await strict.close();
});

test('another workspace and a weaker role reach nothing of it', async () => {
  const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
  await newBot();
  await carry();
  const [delivery] = await deliveriesOf(webhook.id);
  const stranger = await kit.signUp('stranger');
  const editor = await kit.join(owner, 'editor');
  const id = delivery?.id ?? '';
  const acts = (ctx: ServiceContext) => [
    () => getWebhook(ctx, webhook.id),
    () => updateWebhook(ctx, webhook.id, { isOn: false }),
    () => removeWebhook(ctx, webhook.id),
    () => rotateWebhookSecret(ctx, webhook.id),
    () => testWebhook(ctx, webhook.id),
    () => listWebhookDeliveries(ctx, webhook.id),
    () => getWebhookDelivery(ctx, webhook.id, id),
    () => replayWebhookDelivery(ctx, webhook.id, id),
    () => replayWebhookDeliveries(ctx, webhook.id),
  ];
  for (const act of acts(stranger)) await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const act of acts(editor)) await expect(act()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(createWebhook(editor, { url, events: ['bot.created'] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await listWebhooks(stranger)).toEqual([]);
  await newBot(stranger);
  await carry();
  expect(heard).toHaveLength(1);
});

test('a removed endpoint takes its deliveries along, and one that was in flight ends quietly', async () => {
  const webhook = await createWebhook(owner, { url, events: ['bot.created'] });
  await newBot();
  const courier = new WebhookCourier(jobContext());
  await courier.look();
  await removeWebhook(owner, webhook.id);
  await courier.settle();
  const { db } = kit.database;
  expect(await db.select().from(webhookDeliveries)).toEqual([]);
  expect(await db.select().from(webhookAttempts)).toEqual([]);
  expect(await db.$count(webhookEndpoints, eq(webhookEndpoints.id, webhook.id))).toBe(0);
});
